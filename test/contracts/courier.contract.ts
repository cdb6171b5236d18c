/** What every Courier promises; see src/core/ports/courier.ts. */
import { randomBytes } from "node:crypto";
import { truncate } from "node:fs/promises";
import { expect, it } from "vitest";
import type { Registration, UploadItem, WithdrawalItem } from "../../src/contract/upload.ts";
import type { Courier } from "../../src/core/ports/courier.ts";
import { newAttempt, Volunteer, type Folder } from "../fixtures/participation.ts";

export interface CourierWorld extends AsyncDisposable {
  readonly courier: Courier;
  /** Where the collector with the sample study is. */
  readonly collector: string;
  readonly folder: Folder;
  setReachable(reachable: boolean): void;
  /** What the collector holds of this bundle. */
  held(bundle: string): Promise<Buffer | undefined>;
}

export function courierContract(name: string, open: () => Promise<CourierWorld>): void {
  const bytes = randomBytes(300_000);

  async function joined() {
    const world = await open();
    const volunteer = new Volunteer();
    const { collector, courier, folder } = world;
    const registration: Registration = { collector, failures: 0, ...volunteer.registration() };
    const outcome = await courier.register(registration);
    if (outcome.outcome !== "registered") throw new Error(JSON.stringify(outcome));
    const { token } = outcome;
    const file = volunteer.seal(bytes);
    const { bundle, statement } = file;
    const item: UploadItem = {
      collector,
      failures: 0,
      token,
      bundle,
      file: await folder.write("sealed.age", bytes),
      statement,
    };
    const withdrawal: WithdrawalItem = {
      collector,
      failures: 0,
      token,
      withdrawal: volunteer.withdrawal(),
    };
    const close = () => world[Symbol.asyncDispose]();
    return { world, courier, registration, item, withdrawal, [Symbol.asyncDispose]: close };
  }

  it(`${name} brings the whole file, and bringing it again changes nothing`, async () => {
    await using test = await joined();
    expect(await test.courier.upload(test.item)).toEqual({ outcome: "stored" });
    expect(await test.courier.upload(test.item)).toEqual({ outcome: "stored" });
    expect(bytes.equals((await test.world.held(test.item.bundle)) ?? Buffer.alloc(0))).toBe(true);
  });

  it(`${name} registers again for the same attempt only`, async () => {
    await using test = await joined();
    const { courier, registration } = test;
    expect(await courier.register(registration)).toMatchObject({ outcome: "registered" });
    expect(await courier.register({ ...registration, attempt: newAttempt() })).toEqual({
      outcome: "refused",
      code: "already-registered",
    });
  });

  it(`${name} tells that a token is not known`, async () => {
    await using test = await joined();
    const refused = { outcome: "refused", code: "unauthorized" };
    const token = newAttempt();
    expect(await test.courier.upload({ ...test.item, token })).toEqual(refused);
    expect(await test.courier.withdraw({ ...test.withdrawal, token })).toEqual(refused);
  });

  it(`${name} sends nothing after a withdrawal, which may be repeated`, async () => {
    await using test = await joined();
    const { courier, item, withdrawal } = test;
    await courier.upload(item);
    const first = await courier.withdraw(withdrawal);
    expect(first).toMatchObject({ outcome: "withdrawn" });
    expect(await courier.withdraw(withdrawal)).toEqual(first);
    expect(await test.world.held(item.bundle)).toBeUndefined();
    const refused = { outcome: "refused", code: "consent-withdrawn" };
    expect(await courier.upload(item)).toEqual(refused);
    expect(await courier.register(test.registration)).toEqual(refused);
  });

  it(`${name} waits longer each time while nobody is reached, and loses nothing`, async () => {
    await using test = await joined();
    const { world, courier, item, withdrawal, registration } = test;
    world.setReachable(false);
    const before = Date.now();
    const tries = [
      await courier.upload(item),
      await courier.upload({ ...item, failures: 8 }),
      await courier.withdraw(withdrawal),
      await courier.register(registration),
    ];
    expect(tries.map((one) => "why" in one && one.why)).toEqual(Array(4).fill("unreachable"));
    const [first = 0, later = 0] = tries.map((one) => ("retryAt" in one ? one.retryAt : 0));
    expect(first).toBeGreaterThan(before);
    expect(later - before).toBeGreaterThan(60_000);
    world.setReachable(true);
    expect(await courier.upload(item)).toEqual({ outcome: "stored" });
  });

  it(`${name} does not send a sealed file that is gone or of another size`, async () => {
    await using test = await joined();
    const refused = { outcome: "refused", code: "sealed-file-changed" };
    expect(await test.courier.upload({ ...test.item, file: "/nowhere/sealed.age" })).toEqual(
      refused,
    );
    await truncate(test.item.file, 299_999);
    expect(await test.courier.upload(test.item)).toEqual(refused);
  });

  it(`${name} tells that the bytes are not those that were stated`, async () => {
    await using test = await joined();
    await test.world.folder.write("sealed.age", randomBytes(bytes.length));
    expect(await test.courier.upload(test.item)).toEqual({
      outcome: "refused",
      code: "hash-mismatch",
    });
    expect(await test.world.held(test.item.bundle)).toBeUndefined();
  });

  it(`${name} stops when it is told to`, async () => {
    await using test = await joined();
    const stopped = { outcome: "waiting", why: "stopped" };
    const { courier, item, withdrawal, registration } = test;
    const signal = AbortSignal.abort();
    expect(await courier.upload(item, signal)).toMatchObject(stopped);
    expect(await courier.withdraw(withdrawal, signal)).toMatchObject(stopped);
    expect(await courier.register(registration, signal)).toMatchObject(stopped);
    expect(await courier.upload(item)).toEqual({ outcome: "stored" });
  });
}
