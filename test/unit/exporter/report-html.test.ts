import { expect, it } from "vitest";
import { escaped, shortened } from "../../../src/exporter/report/html.ts";

it("escaped() leaves nothing that could open a tag, close an attribute or turn the text around", () => {
  const hostile = `</title><a b='c' d="e">&amp;\u202etxt\u0000\u009f\n`;
  expect(escaped(hostile)).toBe(
    "&lt;/title&gt;&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;amp;\ufffdtxt\ufffd\ufffd\n",
  );
});

it("shortened() cuts between letters and never through one", () => {
  expect(shortened("a  b\n c", 10)).toBe("a b c");
  expect(shortened("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 2)).toBe("👩‍👩‍👧‍👦…");
});
