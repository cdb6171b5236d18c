/** What surrounds every view: the way around, and the state that is always in sight. */
import { useTranslation } from "react-i18next";
import { useAction, useAgent } from "./agent/agent-context.tsx";
import type { Link } from "./agent/keep-connected.ts";
import { Button } from "./kit/controls.tsx";
import { Note } from "./kit/feedback.tsx";
import { Glyph, type GlyphName } from "./kit/glyph.tsx";
import { clock } from "./kit/words.ts";
import type { Route } from "./route.ts";
import { languages } from "./text/texts.ts";

export function Mark() {
  const { t } = useTranslation();
  return (
    <div className="mark-name">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="9" />
        <path d="M8.5 16.8 13.6 22 23.5 10.6" />
      </svg>
      <span>{t("shell.name")}</span>
    </div>
  );
}

export function LanguagePicker() {
  const { t, i18n } = useTranslation();
  const names = { en: t("shell.english"), de: t("shell.german") };
  return (
    <div className="row languages" role="group" aria-label={t("shell.language")}>
      {languages.map((language) => (
        <span key={language} lang={language}>
          <Button
            look="plain"
            pressed={i18n.language === language}
            onPress={() => void i18n.changeLanguage(language)}
          >
            {names[language]}
          </Button>
        </span>
      ))}
    </div>
  );
}

const places: readonly { readonly at: Route["at"]; readonly glyph: GlyphName }[] = [
  { at: "home", glyph: "home" },
  { at: "review", glyph: "review" },
  { at: "studies", glyph: "study" },
  { at: "leave", glyph: "leave" },
];

interface NavigationProps {
  readonly at: Route["at"];
  readonly go: (route: Route) => void;
}

export function Navigation({ at, go }: NavigationProps) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("shell.sections")}>
      <ul className="places">
        {places.map((place) => (
          <li key={place.at}>
            <a
              href={`#${place.at}`}
              className="place"
              aria-current={at === place.at ? "page" : undefined}
              onClick={(press) => {
                press.preventDefault();
                go({ at: place.at });
              }}
            >
              <Glyph name={place.glyph} />
              <span>{t(`shell.${place.at}`)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The state in words and shape, and the pause, in every view. */
export function StateStrip() {
  const { t } = useTranslation();
  const { agent, state } = useAgent();
  const pause = useAction(() => agent.pause());
  const resume = useAction(() => agent.resume());
  const paused = state.recording === "paused";
  return (
    <section className={`strip is-${state.recording}`} aria-label={t("shell.stateNow")}>
      <p className="strip-state" role="status">
        <Glyph name={state.recording} />
        <strong>{t(`state.${state.recording}`)}</strong>
      </p>
      {state.session === null ? null : (
        <span className="numbers quiet">{clock(state.sessionSeconds)}</span>
      )}
      {state.recording === "off" ? null : (
        <Button
          glyph={paused ? "play" : "paused"}
          disabled={pause.busy || resume.busy}
          onPress={() => (paused ? resume.run() : pause.run())}
        >
          {t(paused ? "home.resume" : "home.pause")}
        </Button>
      )}
    </section>
  );
}

export function OfflineNote({ link }: { readonly link: Link["kind"] }) {
  const { t } = useTranslation();
  if (link !== "lost") return null;
  return (
    <Note tone="error">
      <h2>{t("shell.lostTitle")}</h2>
      <p>{t("shell.lost")}</p>
      <p>{t("shell.lostLong")}</p>
    </Note>
  );
}
