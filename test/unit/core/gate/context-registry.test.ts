import { expect, it } from "vitest";
import { ScopeId } from "../../../../src/contract/ids.ts";
import { ContextRegistry } from "../../../../src/core/gate/context-registry.ts";
import type { Place } from "../../../../src/core/gate/verdict.ts";

const app = { pid: 7, exe: "/usr/bin/mousepad", startedAt: 1 };
const place: Place = {
  window: {
    id: 1,
    app,
    bounds: { x: 0, y: 0, width: 10, height: 10 },
    popupOf: null,
    overrideRedirect: false,
    title: undefined,
  },
  app,
  grant: { scope: ScopeId.parse("editor"), signals: new Set(["pointer"]) },
  origin: undefined,
  title: undefined,
};

it("ContextRegistry describes a place once", () => {
  const registry = new ContextRegistry();
  const first = registry.name(place);
  const again = registry.name(place);
  expect([first.fresh?.id, again]).toEqual([first.id, { id: first.id, fresh: undefined }]);
});

it("ContextRegistry describes a place again under a new name once it forgot, in the same window", () => {
  const registry = new ContextRegistry();
  const first = registry.name(place);
  registry.forget();
  const again = registry.name(place);
  expect(again.id).not.toBe(first.id);
  expect(again.fresh?.window).toBe(first.fresh?.window);
});
