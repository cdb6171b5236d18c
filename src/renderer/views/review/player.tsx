/** Looking through a session: list, strip and picture of the same current step. */
import { type KeyboardEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Rect } from "../../../contract/geometry.ts";
import type { SessionSummary } from "../../../contract/participant-api.ts";
import type { ReviewEdit } from "../../../contract/review.ts";
import { useAction, useAgent, useLoaded } from "../../agent/agent-context.tsx";
import { later } from "../../agent/keep-connected.ts";
import { Button } from "../../kit/controls.tsx";
import { Empty, Failed, Loading } from "../../kit/feedback.tsx";
import { boxesIn, cutOf, hidden, type Span } from "./edits.ts";
import { FilmStrip } from "./film-strip.tsx";
import { PlayControls } from "./play-controls.tsx";
import { type Speed, waitMs } from "./playing.ts";
import { DeleteSession } from "./session-card.tsx";
import { Stage } from "./stage.tsx";
import { StepFacts } from "./step-facts.tsx";
import { StepList } from "./step-list.tsx";
import { type ToolName, Tools } from "./tools/tools.tsx";
import { useSteps } from "./use-steps.ts";

interface PlayerProps {
  readonly summary: SessionSummary;
  readonly onRelease: () => void;
}

export function Player({ summary, onRelease }: PlayerProps) {
  const { t } = useTranslation();
  const { agent } = useAgent();
  const { session } = summary;
  const { steps, total, display, done, failed, again } = useSteps(session);
  const [round, setRound] = useState(0);
  const loadedEdits = useLoaded((from) => from.edits({ session }), [session, round]);
  const edits = loadedEdits.kind === "ready" ? loadedEdits.value : [];
  const [current, setCurrent] = useState(0);
  const [anchor, setAnchor] = useState<number>();
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(1);
  const [side, setSide] = useState<"before" | "after">("before");
  const [edited, setEdited] = useState(true);
  const [tool, setTool] = useState<ToolName>("cut");
  const [drawn, setDrawn] = useState<Rect>();

  const change = useAction(async (edit: ReviewEdit) => {
    await agent.edit({ session, edit });
    setRound((n) => n + 1);
    setDrawn(undefined);
    setAnchor(undefined);
  });
  const undo = useAction(async () => {
    await agent.undoEdit({ session });
    setRound((n) => n + 1);
  });

  useEffect(() => {
    const [step, next] = [steps[current], steps[current + 1]];
    if (!playing || step === undefined) return undefined;
    if (next === undefined) {
      setPlaying(false);
      return undefined;
    }
    const timer = later(waitMs(step.at, next.at, speed), () => setCurrent(current + 1));
    return () => timer[Symbol.dispose]();
  }, [playing, current, steps, speed]);

  const step = steps[current];
  if (step === undefined || display === undefined) {
    if (failed !== undefined) return <Failed code={failed} again={again} />;
    return done ? <Empty glyph="review" title={t("review.noSteps")} /> : <Loading />;
  }

  const span: Span = {
    first: Math.min(anchor ?? current, current),
    last: Math.max(anchor ?? current, current),
  };
  const go = (index: number, selecting = false) => {
    setAnchor(selecting ? (anchor ?? current) : undefined);
    setCurrent(Math.min(Math.max(index, 0), steps.length - 1));
  };
  const cut = () => {
    const edit = cutOf(steps, span);
    if (edit !== undefined) change.run(edit);
  };
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: current + 1,
    ArrowRight: current + 1,
    ArrowUp: current - 1,
    ArrowLeft: current - 1,
    PageDown: current + 10,
    PageUp: current - 10,
    Home: 0,
    End: steps.length - 1,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const move = moves[event.key];
    if (move !== undefined) go(move, event.shiftKey);
    else if (event.key === " ") setPlaying(!playing);
    else if (event.key.toLowerCase() === "x") cut();
    else if (event.key.toLowerCase() === "u") undo.run();
    else if (event.key === "Escape") setAnchor(undefined);
    else return;
    event.preventDefault();
  };
  const frame = (side === "before" ? step.before : step.after)?.frame;
  const problem = change.failed ?? undo.failed ?? failed;

  return (
    <div className="player">
      <div className="player-main stack">
        <PlayControls
          current={current}
          count={steps.length}
          playing={playing}
          speed={speed}
          side={side}
          edited={edited}
          onGo={go}
          onPlaying={setPlaying}
          onSpeed={setSpeed}
          onSide={setSide}
          onEdited={setEdited}
        />
        <Stage
          session={session}
          step={step}
          number={current + 1}
          frame={frame}
          display={display}
          summary={hidden(step.summary, edits, t("player.hiddenText"))}
          edited={edited}
          revision={edits.length}
          boxes={edited && frame !== undefined ? boxesIn(frame, edits) : []}
          drawn={tool === "box" ? drawn : undefined}
          onDraw={tool === "box" && frame !== undefined ? setDrawn : undefined}
        />
        <FilmStrip
          session={session}
          steps={steps}
          edits={edits}
          current={current}
          span={span}
          onGo={go}
        />
        <StepFacts step={step} edits={edits} />
      </div>
      <div className="player-side stack">
        {done ? null : (
          <p className="quiet small" role="status">
            {t("review.loadingSteps", { loaded: steps.length, total })}
          </p>
        )}
        <StepList
          steps={steps}
          edits={edits}
          current={current}
          span={span}
          onGo={go}
          onKeyDown={onKeyDown}
        />
        <p className="quiet small">{t("player.keys")}</p>
        {problem === undefined ? null : <Failed code={problem} />}
        <Tools
          tool={tool}
          onTool={setTool}
          steps={steps}
          edits={edits}
          current={current}
          span={span}
          anchor={anchor}
          frame={frame}
          display={display}
          drawn={drawn}
          busy={change.busy || undo.busy}
          onAnchor={setAnchor}
          onDrawn={setDrawn}
          onGo={go}
          onCut={cut}
          onEdit={change.run}
          onUndo={undo.run}
        />
        <div className="row">
          <Button look="strong" glyph="next" onPress={onRelease}>
            {t("release.open")}
          </Button>
          <DeleteSession summary={summary} />
        </div>
      </div>
    </div>
  );
}
