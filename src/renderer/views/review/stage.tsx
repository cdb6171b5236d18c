/** The picture of a step, with what was acted on; a box can be drawn on it. */
import { type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Rect, Size } from "../../../contract/geometry.ts";
import type { FrameId, SessionId } from "../../../contract/ids.ts";
import type { Step } from "../../../contract/participant-api.ts";
import { between, type Point } from "./drawing.ts";
import { useFrame } from "./use-frame.ts";

interface StageProps {
  readonly session: SessionId;
  readonly step: Step;
  readonly number: number;
  readonly frame: FrameId | undefined;
  readonly display: Size;
  readonly summary: string;
  readonly edited: boolean;
  readonly revision: number;
  readonly boxes: readonly Rect[];
  readonly drawn: Rect | undefined;
  /** Present while a box may be drawn. */
  readonly onDraw: ((rect: Rect) => void) | undefined;
}

const frameWidth = 1_600;

export function Stage(props: StageProps) {
  const { session, step, number, frame, display, summary, edited, revision } = props;
  const { t } = useTranslation();
  const picture = useFrame(
    frame === undefined ? undefined : { session, frame, edited, maxWidth: frameWidth, revision },
  );
  const surface = useRef<SVGSVGElement>(null);
  const [from, setFrom] = useState<Point>();

  const pointOf = (event: PointerEvent): Point => {
    const place = surface.current?.getBoundingClientRect();
    if (place === undefined) return { x: 0, y: 0 };
    return {
      x: ((event.clientX - place.left) / place.width) * display.width,
      y: ((event.clientY - place.top) / place.height) * display.height,
    };
  };
  const { onDraw, drawn, boxes } = props;
  const width = display.width / 400;
  return (
    <div className="stage">
      {picture.kind === "ready" ? (
        <img
          src={picture.url}
          width={display.width}
          height={display.height}
          alt={t("player.frameAlt", { n: number, summary })}
          draggable={false}
        />
      ) : (
        <div className="no-frame">
          <svg viewBox={`0 0 ${display.width} ${display.height}`} aria-hidden="true" />
          {picture.kind === "loading" ? null : (
            <p>{t(picture.kind === "none" ? "player.noFrame" : "player.frameGone")}</p>
          )}
        </div>
      )}
      <svg
        ref={surface}
        className={`marks${onDraw === undefined ? "" : " is-drawing"}`}
        viewBox={`0 0 ${display.width} ${display.height}`}
        aria-hidden="true"
        onPointerDown={(event) => {
          if (onDraw === undefined) return;
          event.preventDefault();
          event.currentTarget.setPointerCapture(event.pointerId);
          setFrom(pointOf(event));
        }}
        onPointerMove={(event) => {
          if (from !== undefined) onDraw?.(between(from, pointOf(event), display));
        }}
        onPointerUp={() => setFrom(undefined)}
        onPointerCancel={() => setFrom(undefined)}
      >
        {boxes.map((rect, n) => (
          <rect key={n} className="box" {...rect} />
        ))}
        {step.target === null ? null : (
          <rect className="target" strokeWidth={width} rx={width * 2} {...step.target.bounds} />
        )}
        {step.point === null ? null : (
          <g className="pointer">
            <circle cx={step.point.x} cy={step.point.y} r={width * 5} strokeWidth={width} />
            <circle cx={step.point.x} cy={step.point.y} r={width * 1.2} />
          </g>
        )}
        {drawn === undefined ? null : <rect className="drawn" strokeWidth={width} {...drawn} />}
      </svg>
    </div>
  );
}
