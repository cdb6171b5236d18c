/** Makes machine terms readable: vocabulary names, and ISO 8601 periods. */

/** `https://w3id.org/dpv#PersonnelPayment` and `dpv:PersonnelPayment` read "Personnel payment". */
export function termName(term: string): string {
  const last = term.split(/[#/:]/).at(-1) ?? term;
  const words = (last === "" ? term : last).replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const units = { Y: "year", M: "month", W: "week", D: "day" } as const;

/** `P1Y6M` reads "1 year, 6 months". */
export function period(iso: string, language: string): string {
  const parts = [...iso.matchAll(/(\d+)([YMWD])/g)].map(([, count, unit]) =>
    new Intl.NumberFormat(language, {
      style: "unit",
      unit: units[unit as keyof typeof units],
      unitDisplay: "long",
    }).format(Number(count)),
  );
  return new Intl.ListFormat(language, { type: "unit" }).format(parts);
}
