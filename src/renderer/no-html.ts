/**
 * Makes the browser itself refuse to turn text into HTML or code, whoever asks for it.
 *
 * The server's content policy demands trusted types. The only policy is this one, and the only
 * HTML it trusts is none at all: the component library empties its announcements that way.
 */
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML: (html: string) => string | null }): unknown;
}

const { trustedTypes } = window as { readonly trustedTypes?: TrustedTypes };

trustedTypes?.createPolicy("default", { createHTML: (html) => (html === "" ? html : null) });
