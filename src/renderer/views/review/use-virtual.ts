import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { scrollFor, type SeenRange, seenRange } from "./seen-range.ts";

interface Virtual {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly seen: SeenRange;
}

interface VirtualOptions {
  readonly along: "x" | "y";
  readonly itemSize: number;
  readonly count: number;
  readonly current: number;
}

/** Draws only what is in sight of a list with items of one size, and keeps the current one there. */
export function useVirtual({ along, itemSize, count, current }: VirtualOptions): Virtual {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ scrolled: 0, viewport: 800 });

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = () =>
      setPlace(
        along === "x"
          ? { scrolled: element.scrollLeft, viewport: element.clientWidth }
          : { scrolled: element.scrollTop, viewport: element.clientHeight },
      );
    const size = new ResizeObserver(measure);
    size.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      size.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, [along]);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    if (along === "x")
      element.scrollLeft = scrollFor(current, element.scrollLeft, element.clientWidth, itemSize);
    else element.scrollTop = scrollFor(current, element.scrollTop, element.clientHeight, itemSize);
  }, [along, current, itemSize]);

  return { box, seen: seenRange(place.scrolled, place.viewport, itemSize, count) };
}
