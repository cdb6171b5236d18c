/** Numbers, times and a study's own texts in the participant's language. */
import { useTranslation } from "react-i18next";
import type { Text } from "../../contract/manifest.ts";

export interface Words {
  readonly language: string;
  readonly bytes: (count: number) => string;
  readonly number: (count: number) => string;
  readonly day: (iso: string) => string;
  readonly moment: (iso: string) => string;
  readonly length: (seconds: number) => string;
  readonly study: (text: Text) => string;
}

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** `region` is the participant's own way of writing the same language, as in `en-GB`. */
export function wordsIn(language: string, region = language): Words {
  const number = new Intl.NumberFormat(region);
  const day = new Intl.DateTimeFormat(region, { dateStyle: "long", timeZone: "UTC" });
  const moment = new Intl.DateTimeFormat(region, { dateStyle: "medium", timeStyle: "short" });
  return {
    language,
    number: (count) => number.format(count),
    bytes(count) {
      const step = Math.min(Math.floor(Math.log10(Math.max(count, 1)) / 3), units.length - 1);
      return new Intl.NumberFormat(region, {
        style: "unit",
        unit: units[step] ?? "byte",
        unitDisplay: step === 0 ? "long" : "short",
        maximumFractionDigits: step === 0 ? 0 : 1,
      }).format(count / 1000 ** step);
    },
    day: (iso) => day.format(new Date(iso)),
    moment: (iso) => moment.format(new Date(iso)),
    length: clock,
    study: (text) => text[language] ?? text["en"] ?? Object.values(text)[0] ?? "",
  };
}

/** `1:02:03`, or `2:03` below an hour. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (n: number) => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

export function useWords(): Words {
  const { i18n } = useTranslation();
  const region = navigator.languages.find((tag) => tag.split("-", 1)[0] === i18n.language);
  return wordsIn(i18n.language, region);
}

/** A site as browsers write it: look-alike letters show as `xn--…`. */
export function siteName(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).origin : origin;
}
