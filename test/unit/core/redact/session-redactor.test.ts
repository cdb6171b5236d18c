import { describe, expect, it } from "vitest";
import { TermRefused } from "../../../../src/core/redact/rules/terms.ts";
import { SessionRedactor } from "../../../../src/core/redact/session-redactor.ts";

const standard = () => new SessionRedactor({ profile: "standard" });

describe("SessionRedactor", () => {
  it("gives the same value the same token however it is written", () => {
    const redactor = standard();
    const texts = [
      "anna@example.com",
      "ANNA@Example.com and ben@example.com",
      "4111 1111 1111 1111",
      "4111-1111-1111-1111",
      "4111111111111111",
      "DE89370400440532013000",
      "de89 3704 0044 0532 0130 00",
    ].map((text) => redactor.redact(text).text);
    expect(texts).toEqual([
      "‹EMAIL#1›",
      "‹EMAIL#1› and ‹EMAIL#2›",
      "‹CARD#1›",
      "‹CARD#1›",
      "‹CARD#1›",
      "‹IBAN#1›",
      "‹IBAN#1›",
    ]);
  });

  it("says where the tokens stand and which rule asked for them", () => {
    const { text, redactions } = standard().redact("to anna@example.com, now");
    expect(redactions).toEqual([{ kind: "EMAIL", rule: "email/1", start: 3, end: 12 }]);
    expect(text.slice(3, 12)).toBe("‹EMAIL#1›");
  });

  it("hides a value again where nothing but the memory tells that it is secret", () => {
    const redactor = standard();
    redactor.redact("password: monkeybusiness");
    expect(redactor.redact("monkeybusiness - Search").text).toBe("‹PASSWORD#1› - Search");
  });

  it("forgetValues() forgets, and never uses a number twice", () => {
    const redactor = standard();
    redactor.redact("password: monkeybusiness");
    redactor.forgetValues();
    expect(redactor.redact("monkeybusiness").text).toBe("monkeybusiness");
    expect(redactor.redact("password: elephants").text).toBe("password: ‹PASSWORD#2›");
  });

  it("finds the volunteer's terms without regard to case, accents and separators", () => {
    const redactor = new SessionRedactor({ profile: "standard", userTerms: ["Anna Müller", "Bo"] });
    const texts = [
      "ANNA MÜLLER",
      "anna.muller",
      "annamueller42",
      "Mu\u0308ller, Anna Mu\u0308ller",
    ];
    expect(texts.map((text) => redactor.redact(text).text)).toEqual([
      "‹TERM#1›",
      "‹TERM#1›",
      "‹TERM#1›42",
      "Mu\u0308ller, ‹TERM#1›",
    ]);
    expect(redactor.redact("Bo bought a book").text).toBe("‹TERM#2› bought a book");
  });

  it("treats a term as a literal, never as a pattern", () => {
    const redactor = new SessionRedactor({
      profile: "standard",
      userTerms: ["(a+)+$"],
    });
    expect(redactor.redact("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!").text).toBe(
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
    );
  });

  it.each([
    ["too many", Array.from({ length: 201 }, (_, n) => `term number ${n}`)],
    ["too long", ["x".repeat(65)]],
    ["nothing to look for", ["-"]],
  ])("refuses terms: %s", (_, userTerms) => {
    expect(() => new SessionRedactor({ profile: "standard", userTerms })).toThrow(TermRefused);
  });

  it("redactOrigin() drops a host that holds a term or an address", () => {
    const redactor = new SessionRedactor({ profile: "standard", userTerms: ["Anna Müller"] });
    expect(
      [
        "https://example.org",
        "http://192.168.7.9:8080",
        "https://anna-mueller.example.org",
        "https://anna.smith.at.mail.example.org",
        "https://xn--mller-kva.example.org",
      ].map((origin) => redactor.redactOrigin(origin)),
    ).toEqual(["https://example.org", "http://192.168.7.9:8080", undefined, undefined, undefined]);
  });

  it("redactLabel() cuts a title but never inside a token", () => {
    const redactor = standard();
    expect(redactor.redactLabel("Mail to anna@example.com", 12)).toBe("Mail to ");
    expect(redactor.redactLabel("Mail to anna@example.com", 17)).toBe("Mail to ‹EMAIL#1›");
    expect(redactor.redactLabel("ab\u{1F600}", 3)).toBe("ab");
  });

  it("rulesDescription() changes with the profile and the study's terms, not with the volunteer's", () => {
    const describe = (options: Omit<ConstructorParameters<typeof SessionRedactor>[0], "profile">) =>
      new SessionRedactor({ profile: "standard", ...options }).rulesDescription();
    expect(describe({ userTerms: ["Anna"] })).toBe(describe({}));
    expect(describe({ studyTerms: ["Project X"] })).not.toBe(describe({}));
    expect(new SessionRedactor({ profile: "strict" }).rulesDescription()).not.toBe(describe({}));
  });

  it("hides ever more from standard over protective to strict", () => {
    const text = "Invoice 123456789 for Smith, ref ab12cd34ef56gh";
    const shown = (["standard", "protective", "strict"] as const).map(
      (profile) => new SessionRedactor({ profile }).redact(text).text,
    );
    expect(shown).toEqual([
      text,
      "Invoice ‹NUMBER#1› for Smith, ref ‹SECRET#1›",
      "Invoice ‹NUMBER#1› for ‹TEXT#1› ref ‹SECRET#1›",
    ]);
  });

  it("leaves invalid UTF-16 as it is", () => {
    expect(standard().redact("\ud800 a@b.example \udc00").text).toBe("\ud800 ‹EMAIL#1› \udc00");
  });
});
