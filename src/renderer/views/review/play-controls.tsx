import { useTranslation } from "react-i18next";
import { Button } from "../../kit/controls.tsx";
import { type Speed, speeds } from "./playing.ts";

interface PlayControlsProps {
  readonly current: number;
  readonly count: number;
  readonly playing: boolean;
  readonly speed: Speed;
  readonly side: "before" | "after";
  readonly edited: boolean;
  readonly onGo: (index: number) => void;
  readonly onPlaying: (playing: boolean) => void;
  readonly onSpeed: (speed: Speed) => void;
  readonly onSide: (side: "before" | "after") => void;
  readonly onEdited: (edited: boolean) => void;
}

export function PlayControls(props: PlayControlsProps) {
  const { t } = useTranslation();
  const { current, count, playing, speed, side, edited, onGo, onPlaying } = props;
  const faster = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1;
  return (
    <div className="row play-controls">
      <Button glyph="back" name={t("player.previous")} onPress={() => onGo(current - 1)}>
        {null}
      </Button>
      <Button
        glyph={playing ? "paused" : "play"}
        name={t(playing ? "player.stop" : "player.play")}
        onPress={() => onPlaying(!playing)}
      >
        {null}
      </Button>
      <Button glyph="next" name={t("player.following")} onPress={() => onGo(current + 1)}>
        {null}
      </Button>
      <Button onPress={() => props.onSpeed(faster)}>
        <span className="visually-hidden">{t("player.speed")} </span>
        <span className="numbers">{t("player.times", { n: speed })}</span>
      </Button>
      <span className="numbers quiet" role="status">
        {t("player.stepOf", { n: current + 1, of: count })}
      </span>
      <span className="push" />
      <div className="segments" role="group" aria-label={t("player.when")}>
        <Button pressed={side === "before"} onPress={() => props.onSide("before")}>
          {t("player.before")}
        </Button>
        <Button pressed={side === "after"} onPress={() => props.onSide("after")}>
          {t("player.after")}
        </Button>
      </div>
      <div className="segments" role="group" aria-label={t("player.view")}>
        <Button pressed={!edited} onPress={() => props.onEdited(false)}>
          {t("player.asRecorded")}
        </Button>
        <Button pressed={edited} onPress={() => props.onEdited(true)}>
          {t("player.asSent")}
        </Button>
      </div>
    </div>
  );
}
