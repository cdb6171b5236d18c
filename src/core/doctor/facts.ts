/**
 * What `assent doctor` learned about a machine. Looked up by the command line, judged by
 * {@link ./judge.ts}; nothing in it tells what anybody does on the machine.
 *
 * @module
 */

export type BrowserJoined = "installed" | "not-installed" | "of-another-assent";

export interface MachineFacts {
  readonly display: {
    /** As in `:0`; `null` where none is set. */
    readonly name: string | null;
    readonly reachable: boolean;
    readonly wayland: boolean;
    /** Extensions of the display server, by name. */
    readonly extensions: Readonly<Record<string, boolean>>;
  };
  readonly pauseHotkey: {
    readonly combination: string;
    readonly state: "free" | "taken" | "unusable" | "not-tried";
  };
  readonly addon: "loads" | "missing" | "broken";
  readonly inputHook: "loads" | "broken";
  readonly accessibilityBus: "answers" | "absent" | "no-session-bus" | "not-tried";
  readonly keychain: "present" | "absent" | "no-session-bus" | "not-tried";
  readonly browsers: readonly { readonly name: string; readonly companion: BrowserJoined }[];
  /** Why Electron cannot be started, or `null` when it can. */
  readonly electron: string | null;
  /** `null` where the file system does not tell. */
  readonly freeBytes: number | null;
  readonly home: "missing" | "private" | "open-to-others" | "of-another-user" | "not-writable";
}
