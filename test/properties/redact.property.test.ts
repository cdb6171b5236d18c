import fc, { assert } from "fast-check";
import { describe, it } from "vitest";
import { SessionRedactor } from "../../src/core/redact/session-redactor.ts";
import { TypingRuns } from "../../src/core/redact/typing-runs.ts";

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(""));
const from = (alphabet: string, length: number) =>
  fc
    .array(fc.constantFrom(...Array.from(alphabet)), { minLength: length, maxLength: length })
    .map((all) => all.join(""));
/** Fixed, so that a run is repeatable; change it to search further. */
const seed = 20_261_121;
const lower = "abcdefghijklmnopqrstuvwxyz";

const luhnDigit = (body: string): string => {
  for (let check = 0; ; check++) {
    const sum = Array.from(body + String(check), Number)
      .toReversed()
      .reduce(
        (total, digit, at) =>
          total + (at % 2 === 0 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9),
        0,
      );
    if (sum % 10 === 0) return String(check);
  }
};
const card = fc
  .tuple(fc.constantFrom("4", "51", "2221", "6011", "3530", "62"), digits(16))
  .map(([prefix, rest]) => (prefix + rest).slice(0, 15))
  .map((body) => body + luhnDigit(body));
const iban = digits(18).map((account) => {
  const rest = BigInt(`${account}131400`) % 97n;
  return `DE${String(98n - rest).padStart(2, "0")}${account}`;
});
const email = fc
  .tuple(from(lower, 6), from(lower, 7), fc.constantFrom("com", "org", "de", "co.uk"))
  .map(([local, host, top]) => `${local}@${host}.${top}`);
const awsKey = from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16).map((body) => `AKIA${body}`);
const secret = fc.oneof(card, iban, email, awsKey);
const grouped = fc
  .tuple(fc.oneof(card, iban), fc.constantFrom("", " ", "-"))
  .map(([value, gap]) => (value.match(/.{1,4}/g) ?? []).join(gap));
const surrounding = fc.oneof(
  fc.constantFrom("", " ", "\n", "(", '"', "my number is ", "x=", "und ", "…", "\u200b"),
  fc.string({ unit: "binary", maxLength: 12 }).map((text) => `${text} `),
);

/** No stretch of 8 letters or digits of the secret may stand in what is kept. */
function survives(value: string, kept: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9@]/g, "");
  const whole = plain(value);
  const rest = plain(kept.replace(/‹[A-Z_]+#[0-9]+›/g, "|||").replace(/\|/g, "\u0000"));
  for (let at = 0; at + 8 <= whole.length; at++)
    if (rest.includes(whole.slice(at, at + 8))) return true;
  return false;
}

const keep = (text: string) => new SessionRedactor({ profile: "standard" }).redact(text).text;

describe("redaction", () => {
  it("no e-mail address, card, IBAN or key survives any surroundings", () => {
    assert(
      fc.property(
        fc.oneof(secret, grouped),
        surrounding,
        surrounding,
        (value, before, after) => !survives(value, keep(before + value + " " + after)),
      ),
      { numRuns: 400, seed },
    );
  });

  it("redacting twice changes nothing", () => {
    const part = fc.oneof(
      secret,
      grouped,
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.constantFrom("password: ", "‹EMAIL#1›", "‹", "›", "key="),
    );
    assert(
      fc.property(
        fc.array(part, { maxLength: 8 }),
        fc.constantFrom("standard", "protective", "strict"),
        (parts, profile) => {
          const redactor = new SessionRedactor({ profile });
          const once = redactor.redact(parts.join(""));
          const twice = redactor.redact(once.text);
          return twice.text === once.text && twice.redactions.length === 0;
        },
      ),
      { numRuns: 400, seed },
    );
  });

  it("text outside the tokens is the original, code unit for code unit, and in its order", () => {
    assert(
      fc.property(
        fc.array(fc.oneof(secret, fc.string({ unit: "binary", maxLength: 20 })), { maxLength: 6 }),
        (parts) => {
          const text = parts.join(" ");
          const { text: kept, redactions } = new SessionRedactor({ profile: "standard" }).redact(
            text,
          );
          let from = 0;
          let searchFrom = 0;
          for (const { start, end } of [...redactions, { start: kept.length, end: kept.length }]) {
            const piece = kept.slice(from, start);
            const found = text.indexOf(piece, searchFrom);
            if (found < 0) return false;
            searchFrom = found + piece.length;
            from = end;
          }
          return redactions.length > 0 || kept === text;
        },
      ),
      { numRuns: 400, seed },
    );
  });

  it("one value has one token over the whole session, two values have two", () => {
    assert(
      fc.property(email, email, (one, other) => {
        fc.pre(one !== other);
        const redactor = new SessionRedactor({ profile: "standard" });
        const tokens = [one, other, one.toUpperCase()].map((value) => redactor.redact(value).text);
        return tokens[0] === tokens[2] && tokens[0] !== tokens[1];
      }),
    );
  });
});

describe("typing", () => {
  /** Wrong characters that are typed and taken back, and places where a run ends. */
  const slips = fc.array(
    fc.record({
      at: fc.nat({ max: 40 }),
      wrong: from("0123456789abcxyz", 3),
      count: fc.integer({ min: 1, max: 3 }),
      byArrows: fc.boolean(),
    }),
    { maxLength: 5 },
  );

  it("no secret typed with corrections and split over runs survives in any output (RED-02)", () => {
    assert(
      fc.property(
        secret,
        slips,
        fc.array(fc.nat({ max: 40 }), { maxLength: 2 }),
        (value, wrong, splits) => {
          const runs = new TypingRuns(new SessionRedactor({ profile: "standard" }));
          let at = 0;
          const kept: string[] = [];
          const take = (out: ReturnType<TypingRuns["flush"]>) => {
            for (const output of out) if (output.kind === "typed") kept.push(output.text);
          };
          const press = (key: "Backspace" | "Delete" | "ArrowLeft") =>
            take(runs.accept("f", { kind: "edit", at: (at += 10), key, modifiers: [] }));
          for (const [place, text] of Array.from(value).entries()) {
            if (splits.includes(place)) take(runs.seal(at));
            take(runs.accept("f", { kind: "text", at: (at += 10), text }));
            for (const slip of wrong.filter((one) => one.at === place)) {
              const extra = Array.from(slip.wrong).slice(0, slip.count);
              for (const character of extra)
                take(runs.accept("f", { kind: "text", at: (at += 10), text: character }));
              if (slip.byArrows) for (const _ of extra) press("ArrowLeft");
              for (const _ of extra) press(slip.byArrows ? "Delete" : "Backspace");
            }
          }
          take(runs.flush(at));
          return !survives(value, kept.join(""));
        },
      ),
      { numRuns: 500, seed },
    );
  });
});
