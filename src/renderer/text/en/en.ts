import { home } from "./home.ts";
import { review } from "./review.ts";
import { shell } from "./shell.ts";
import { studies } from "./studies.ts";

export const en = { ...shell, ...studies, ...home, ...review };
