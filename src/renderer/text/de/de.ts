import type { en } from "../en/en.ts";
import { home } from "./home.ts";
import { review } from "./review.ts";
import { shell } from "./shell.ts";
import { studies } from "./studies.ts";

/** The compiler refuses a text that is missing here, or that English does not have. */
export const de: typeof en = { ...shell, ...studies, ...home, ...review };
