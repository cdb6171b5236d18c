/**
 * Text redacted a second, the slowest typing run in a hundred, and text of nothing but
 * numbers, beside the two patterns that most recorders stop at.
 */
import { SessionRedactor } from "../src/core/redact/session-redactor.ts";
import { figure, say } from "./harness.ts";

const paragraph = (n: number): string =>
  [
    `Meeting notes ${n}: the harbour office wants the drawings before the ${1 + (n % 28)}th.`,
    `Write to anna.berg${n % 40}@example.org or call +49 30 901820 if the date moves.`,
    "The draft says that three of the seven gates can stay as they are, which is cheaper.",
    n % 5 === 0 ? "Card 4111 1111 1111 1111, to be used for the hotel only." : "No costs so far.",
    "Nothing else was decided; the next meeting is in two weeks, in the small room.",
  ].join(" ");

const texts = Array.from({ length: 250 }, (_, n) => paragraph(n));
const megabytes = Buffer.byteLength(texts.join("")) / 1e6;

const email = /[\w.+-]+@[\w-]+\.[\w.]+/g;
const card = /\b(?:\d[ -]?){13,19}\b/g;

function timed(task: () => void): number {
  const began = performance.now();
  task();
  return megabytes / ((performance.now() - began) / 1_000);
}

const redact = (): number =>
  timed(() => {
    const redactor = new SessionRedactor({ profile: "standard" });
    for (const text of texts)
      if (redactor.redact(text).redactions.length === 0)
        throw new Error("Cannot measure: an address was not found");
  });

let sink = 0;
const naive = (): number =>
  timed(() => {
    for (const text of texts) sink += text.replace(email, "[email]").replace(card, "[card]").length;
  });

const source = Buffer.from(texts.join(""));
const copy = (): number =>
  timed(() => {
    sink += Buffer.from(source).length;
  });

say(
  await figure({
    bench: "redaction",
    figure: "text redacted, all rules, one session",
    unit: "MB/s",
    rounds: 9,
    subject: { name: "Assent: every rule, until nothing more is found", measure: redact },
    peer: { name: "one pattern each for e-mail and card", measure: naive },
    limit: { name: "copying the bytes", measure: copy },
    target: { atLeast: 5 },
  }),
);

const runs = Array.from({ length: 2_000 }, (_, n) => paragraph(n).slice(n % 80, 120 + (n % 80)));

/** The time that 99 of 100 runs stay under, in ms. */
function slowest(task: (text: string) => void): number {
  const took = runs.map((text) => {
    const began = performance.now();
    task(text);
    return performance.now() - began;
  });
  return took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.99)] ?? NaN;
}

say(
  await figure({
    bench: "redaction",
    figure: "a typing run of 120 characters, 99 of 100 are quicker",
    unit: "ms",
    rounds: 5,
    subject: {
      name: "Assent: every rule, until nothing more is found",
      measure: () => {
        const redactor = new SessionRedactor({ profile: "standard" });
        return slowest((text) => void redactor.redact(text));
      },
    },
    peer: {
      name: "one pattern each for e-mail and card",
      measure: () =>
        slowest((text) => {
          sink += text.replace(email, "[email]").replace(card, "[card]").length;
        }),
    },
    limit: {
      name: "copying the bytes",
      measure: () =>
        slowest((text) => {
          sink += Buffer.from(text).length;
        }),
    },
    target: { atMost: 1 },
  }),
);

const classes = ["a", "1", "key=", "0123456789 ", "DE89 ", "1+"].map((part) =>
  part.repeat(1_000_000 / part.length),
);

say(
  await figure({
    bench: "redaction",
    figure: "a megabyte of one class of characters, the slowest of six",
    unit: "ms",
    rounds: 3,
    subject: {
      name: "Assent: every rule, until nothing more is found",
      measure: () => slowestOf((text) => new SessionRedactor({ profile: "standard" }).redact(text)),
    },
    peer: {
      name: "one pattern for cards, over a tenth of it",
      measure: () =>
        slowestOf((text) => {
          sink += text.slice(0, text.length / 10).replace(card, "[card]").length;
        }),
    },
    limit: {
      name: "copying the bytes",
      measure: () =>
        slowestOf((text) => {
          sink += Buffer.from(text).length;
        }),
    },
    target: { atMost: 300 },
  }),
);

function slowestOf(task: (text: string) => void): number {
  const took = classes.map((text) => {
    const began = performance.now();
    task(text);
    return performance.now() - began;
  });
  return Math.max(...took);
}

if (sink === 0) throw new Error("Cannot measure: nothing was done");
