/** Pictures in a row, for the mouse. The step list says the same to keyboards and screen readers. */
import type { SessionId } from "../../../contract/ids.ts";
import type { Step } from "../../../contract/participant-api.ts";
import { clock } from "../../kit/words.ts";
import { type Edits, isCut, type Span } from "./edits.ts";
import { useFrame } from "./use-frame.ts";
import { useVirtual } from "./use-virtual.ts";

interface FilmStripProps {
  readonly session: SessionId;
  readonly steps: readonly Step[];
  readonly edits: Edits;
  readonly current: number;
  readonly span: Span;
  readonly onGo: (index: number, selecting: boolean) => void;
}

const cellWidth = 132;
const thumbnailWidth = 240;

export function FilmStrip({ session, steps, edits, current, span, onGo }: FilmStripProps) {
  const { box, seen } = useVirtual({
    along: "x",
    itemSize: cellWidth,
    count: steps.length,
    current,
  });
  return (
    <div ref={box} className="film" aria-hidden="true">
      <div style={{ width: steps.length * cellWidth }}>
        {steps.slice(seen.first, seen.end).map((step, offset) => {
          const index = seen.first + offset;
          const classes = [
            "cell",
            isCut(step, edits) ? "is-cut" : "",
            index === current ? "is-current" : "",
            index >= span.first && index <= span.last ? "is-selected" : "",
          ];
          return (
            <div
              key={index}
              className={classes.join(" ")}
              style={{ left: index * cellWidth }}
              onMouseDown={(event) => onGo(index, event.shiftKey)}
            >
              <Thumbnail session={session} step={step} revision={edits.length} />
              <span className="numbers">{clock(step.at / 1000)}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface ThumbnailProps {
  readonly session: SessionId;
  readonly step: Step;
  readonly revision: number;
}

function Thumbnail({ session, step, revision }: ThumbnailProps) {
  const frame = step.before?.frame ?? step.after?.frame;
  const picture = useFrame(
    frame === undefined
      ? undefined
      : { session, frame, edited: true, maxWidth: thumbnailWidth, revision },
  );
  return picture.kind === "ready" ? <img src={picture.url} alt="" /> : <span className="no-cell" />;
}
