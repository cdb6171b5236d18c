import { spawnSync } from "node:child_process";
import fc, { assert } from "fast-check";
import { expect, it } from "vitest";
import { Action, type ActionKind } from "../../../src/contract/actions.ts";
import { KeyName, Modifier, PointerButton } from "../../../src/contract/keys.ts";
import { codeOf } from "../../../src/exporter/opencua/code.ts";
import { canonicalKey, namedKeys, pyautoguiKey } from "../../../src/exporter/opencua/keys.ts";
import { parseCode } from "../../../src/exporter/opencua/parse-code.ts";
import { pythonText, textOfPython } from "../../../src/exporter/opencua/python-text.ts";

const display = { width: 1920, height: 1080 };
/** Four decimals of the frame: half a step of a ten-thousandth. */
const error = { x: 1920 / 20_000, y: 1080 / 20_000 };

function action(kind: ActionKind, fields: object): Action {
  return Action.parse({
    schema: "assent.action/1",
    session: "00000000-0000-4000-8000-000000000001",
    step: 0,
    kind,
    start: 0,
    end: 0,
    modifiers: [],
    context: { scope: "site", app: "a", window: "w1", bounds: { x: 0, y: 0, width: 9, height: 9 } },
    redactions: [],
    raw: { firstSeq: 0, lastSeq: 0 },
    flags: [],
    before: { frame: "f1", ageMs: 1 },
    ...fields,
  });
}

const at = fc.record({ x: fc.nat(display.width - 1), y: fc.nat(display.height - 1) });
const withShares = ({ x, y }: { x: number; y: number }) => ({
  x,
  y,
  nx: x / display.width,
  ny: y / display.height,
});
const modifiers = fc.uniqueArray(fc.constantFrom(...Modifier.options), { maxLength: 3 });
const isNear = (one: { x: number; y: number } | undefined, other: { x: number; y: number }) =>
  one !== undefined &&
  Math.abs(one.x - other.x) <= error.x + 1e-9 &&
  Math.abs(one.y - other.y) <= error.y + 1e-9;

it("codeOf() and parseCode() keep every click, with its button, count, place and modifiers", () => {
  const button = fc.constantFrom(...PointerButton.options);
  assert(
    fc.property(at, button, fc.constantFrom(1, 2, 3), modifiers, (where, which, count, held) => {
      const pointer = { ...withShares(where), button: which, count };
      const said = codeOf(
        action(count === 1 ? "click" : "multi_click", { pointer, modifiers: held }),
        display,
      );
      if (which === "x1" || which === "x2")
        return said.code === null && said.lost.includes("button");
      const parsed = parseCode(said.code ?? "", display);
      return (
        parsed?.button === which &&
        parsed.count === count &&
        parsed.kind === (count === 1 ? "click" : "multi_click") &&
        isNear(parsed.at, where) &&
        parsed.modifiers.join() === held.join() &&
        said.lost.includes("modifier-by-key-down") === held.length > 0 &&
        said.lost.includes("click-count") === (count > 1 && which !== "left")
      );
    }),
  );
});

it("codeOf() and parseCode() keep both ends of a drag, and the way between is named as lost", () => {
  assert(
    fc.property(at, at, fc.constantFrom("left", "right", "middle"), (from, to, button) => {
      const path = [[10, 5, 5] as const, [20, to.x, to.y] as const];
      const said = codeOf(
        action("drag", { pointer: { ...withShares(from), button, to, path } }),
        display,
      );
      const parsed = parseCode(said.code ?? "", display);
      return (
        parsed?.kind === "drag" &&
        parsed.button === button &&
        isNear(parsed.at, from) &&
        isNear(parsed.to, to) &&
        said.lost.includes("drag-path")
      );
    }),
  );
});

it("codeOf() and parseCode() keep the wheel's notches and signs; parts of a notch are named", () => {
  const turn = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constantFrom(-1.5, 0.4, 2.25));
  assert(
    fc.property(at, turn, turn, (where, dx, dy) => {
      const said = codeOf(
        action("scroll", { pointer: withShares(where), scroll: { dx, dy } }),
        display,
      );
      const whole = { dx: Math.round(dx), dy: Math.round(dy) };
      const isRounded = whole.dx !== dx || whole.dy !== dy;
      if (said.lost.includes("scroll-rounded") !== isRounded) return false;
      if (whole.dx === 0 && whole.dy === 0) return said.code === null;
      const parsed = parseCode(said.code ?? "", display);
      return (
        isNear(parsed?.at, where) &&
        parsed?.scroll?.dx === (whole.dx || 0) &&
        parsed.scroll.dy === (whole.dy || 0)
      );
    }),
  );
});

it("codeOf() and parseCode() keep any typed text, and name what a keyboard may lack", () => {
  assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const said = codeOf(action("type", { keyboard: { text, edits: 0 } }), display);
      return (
        parseCode(said.code ?? "", display)?.text === text &&
        !said.code?.includes("\n") &&
        said.lost.includes("text-not-on-keyboard") === !/^[\n\t -~]*$/.test(text)
      );
    }),
  );
});

it("codeOf() and parseCode() keep keys and combinations; a key without a name is left out", () => {
  const key = fc.constantFrom(
    ...namedKeys,
    ..."abcxyz0189-=[];'\\,./`".split("").map((one) => KeyName.parse(one)),
  );
  assert(
    fc.property(fc.array(key, { minLength: 1, maxLength: 4 }), fc.boolean(), (keys, isChord) => {
      const kind = isChord ? "chord" : "key";
      const said = codeOf(action(kind, { keyboard: { keys } }), display);
      const parsed = parseCode(said.code ?? "", display);
      return parsed?.kind === kind && parsed.keys?.join(" ") === keys.join(" ");
    }),
  );
  for (const name of ["Hyper", "ü", "A"])
    expect(codeOf(action("chord", { keyboard: { keys: ["Control", name] } }), display)).toEqual({
      code: null,
      lost: ["key-unknown"],
    });
});

it("every named key has one name of pyautogui, and comes back from it", () => {
  const names = namedKeys.map(pyautoguiKey);
  expect(new Set(names).size).toBe(namedKeys.length);
  expect(names.map((name) => canonicalKey(name ?? ""))).toEqual(namedKeys);
});

it("codeOf() leaves out what it cannot say, and says so", () => {
  expect(codeOf(action("type", { flags: ["hidden"] }), display)).toEqual({
    code: null,
    lost: ["hidden-typing"],
  });
  const outside = { ...withShares({ x: 5_000, y: 5 }), button: "left", count: 1 };
  expect(codeOf(action("click", { pointer: outside, flags: ["out-of-display"] }), display)).toEqual(
    {
      code: null,
      lost: ["out-of-display"],
    },
  );
});

it("parseCode() takes nothing that codeOf() would not write", () => {
  const wrong = [
    "os.system('x')",
    "pyautogui.click(x=2, y=0.5)",
    "pyautogui.click(x=0.5, y=0.5); import os",
    "pyautogui.write(message='a' + 'b')",
    "pyautogui.write(message='a'b')",
    'pyautogui.write(message="a")',
    "pyautogui.keyDown('ctrl')\npyautogui.click(x=0.5, y=0.5)",
    "pyautogui.hotkey(keys=['nokey'])",
    "pyautogui.scroll(3)",
    "pyautogui.moveTo(x=0.5, y=0.5)",
    "computer.terminate(status='maybe')",
    "",
  ];
  expect(wrong.filter((code) => parseCode(code, display) !== undefined)).toEqual([]);
});

const hard = [
  'it\'s $5 "net" \\n\n¿què? 😀 ‹EMAIL#1›',
  "\u0000\u0001\u001f\u007f\u0085\u00a0\u2028\u2029\u202e\ufeff\u{e0001}\u{10ffff}",
  "\\x41\\u0041\\U00000041\\'\\\\",
  "{{}} %s %d $(rm) `x` #{y}\r\n\t",
  "",
];
const python = spawnSync("python3", ["--version"]).status === 0;

it.runIf(python)("pythonText() writes what Python reads as the same text", () => {
  const random = fc.sample(fc.string({ unit: "binary", maxLength: 40 }), { numRuns: 300, seed: 7 });
  const texts = [...hard, ...random];
  const read =
    "import ast,json,sys;print(json.dumps([ast.literal_eval(l) for l in json.load(sys.stdin)]))";
  const { stdout } = spawnSync("python3", ["-c", read], {
    input: JSON.stringify(texts.map(pythonText)),
    encoding: "utf8",
  });
  expect(JSON.parse(stdout)).toEqual(texts);
});

it("textOfPython() reads what pythonText() wrote, and nothing else", () => {
  for (const text of hard) expect(textOfPython(pythonText(text))).toBe(text);
  const wrong = ["'a", "a'", "'\\q'", "'\n'", "'\\x4'", "'\\U00110000'", "b'a'", "'\\x41'"];
  expect(wrong.filter((literal) => textOfPython(literal) !== undefined)).toEqual([]);
});
