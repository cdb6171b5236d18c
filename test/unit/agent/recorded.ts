/** A participant who joined, and a session as a recorder leaves it. */
import { expect } from "vitest";
import { mustBeMasked } from "../../../src/agent/recorder/masking.ts";
import type { SessionEvent } from "../../../src/contract/events.ts";
import type { SessionId } from "../../../src/contract/ids.ts";
import {
  began,
  event,
  frame,
  frameTaken,
  moved,
  permitted,
  sessionStart,
} from "../../fixtures/vault.ts";
import { openStation, passphrase, type Station } from "./station.ts";

const colours = [1, 2, 3, 1, 2, 3, 7];
const target = {
  source: "dom",
  role: "textbox",
  name: "Card",
  bounds: { x: 64, y: 0, width: 64, height: 64 },
} as const;
const hiddenRun = (seq: number, at: number): SessionEvent =>
  event({
    kind: "text-typed",
    seq,
    at,
    until: at + 1_000,
    text: "‹CARD#1›",
    edits: 0,
    redactions: [{ kind: "CARD", rule: "card-luhn/1", start: 0, end: 8 }],
    context: "c1",
    target,
  });

/** A session with a card number that was hidden in the text, as a recorder leaves it. */
export async function record(station: Station, n = 1): Promise<SessionId> {
  const { home } = station.service.open();
  const [receipt] = home.receipts();
  if (receipt === undefined) throw new TypeError("Cannot record: nobody joined");
  const { study, manifestHash, receipt: id } = receipt;
  const start = sessionStart(n, { study, manifestHash, receipt: id });
  mustBeMasked(home, start.session);
  const vault = await home.createSession(start);
  vault.keepFrame(permitted(frame("f1", 95, colours)));
  vault.keepFrame(permitted(frame("f2", 4_990, colours)));
  vault.append(
    [
      began(0, 0, "Notes"),
      moved(1, 100),
      frameTaken(2, 100, "f1", 1),
      hiddenRun(3, 4_000),
      frameTaken(4, 5_000, "f2", 3),
    ].map(permitted),
  );
  await vault.close();
  return start.session;
}

export async function joined(): Promise<Station> {
  const station = await openStation();
  await station.client.createVault({ passphrase });
  await station.join();
  return station;
}

export async function approve(station: Station, session: SessionId): Promise<void> {
  const { treeHash } = await station.client.release({ session });
  expect(await station.client.approve({ session, treeHash })).toEqual({ outcome: "approved" });
}
