/** Loading, empty, failed, told: the states every view has. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Loaded } from "../agent/agent-context.tsx";
import { Button } from "./controls.tsx";
import { Glyph, type GlyphName } from "./glyph.tsx";

export function Loading() {
  const { t } = useTranslation();
  return (
    <div className="placeholder" role="status">
      <span className="spinner" aria-hidden="true" />
      <p className="quiet">{t("shell.loading")}</p>
    </div>
  );
}

interface EmptyProps {
  readonly glyph: GlyphName;
  readonly title: string;
  readonly children?: ReactNode;
}

export function Empty({ glyph, title, children }: EmptyProps) {
  return (
    <div className="placeholder">
      <Glyph name={glyph} />
      <h2>{title}</h2>
      {children}
    </div>
  );
}

interface NoteProps {
  readonly tone: "info" | "good" | "warning" | "error";
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

export function Note({ tone, children, action }: NoteProps) {
  const glyph = tone === "good" ? "check" : tone;
  return (
    <div className={`note ${tone}`} role={tone === "error" ? "alert" : "status"}>
      <Glyph name={glyph} />
      <div>{children}</div>
      {action}
    </div>
  );
}

const known = [
  "deadline",
  "closed",
  "version",
  "bad-request",
  "bad-response",
  "busy",
  "locked",
  "not-recording",
  "session-unavailable",
  "store-full",
  "store-in-use",
  "keys-damaged",
  "keys-exist",
  "newer-store",
] as const;

export function Failed({ code, again }: { readonly code: string; readonly again?: () => void }) {
  const { t } = useTranslation();
  const word = known.find((candidate) => candidate === code) ?? "internal";
  return (
    <Note
      tone="error"
      action={
        again === undefined ? undefined : <Button onPress={again}>{t("shell.tryAgain")}</Button>
      }
    >
      <p>{t(`failure.${word}`)}</p>
    </Note>
  );
}

interface ShownProps<T> {
  readonly loaded: Loaded<T>;
  readonly children: (value: T, again: () => void) => ReactNode;
}

export function Shown<T>({ loaded, children }: ShownProps<T>) {
  if (loaded.kind === "loading") return <Loading />;
  if (loaded.kind === "failed") return <Failed code={loaded.code} again={loaded.again} />;
  return children(loaded.value, loaded.again);
}
