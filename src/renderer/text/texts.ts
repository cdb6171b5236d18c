/** English and German. Every text that a participant sees comes from here, by a typed key. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { de } from "./de/de.ts";
import { en } from "./en/en.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}

export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

export function preferred(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = languages.find((language) => tag.toLowerCase().split("-", 1)[0] === language);
    if (found !== undefined) return found;
  }
  return "en";
}

export async function startTexts(wanted: readonly string[]): Promise<void> {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
  });
  await i18next.use(initReactI18next).init({
    resources: { en: { translation: en }, de: { translation: de } },
    lng: preferred(wanted),
    fallbackLng: false,
    returnNull: false,
    interpolation: { escapeValue: false }, // React renders text only, never HTML.
  });
}
