import type * as z from "zod";
import { Refusal } from "../refusal.ts";

/** What is wrong is not repeated: it may be content. */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Refusal("bad-request");
  return parsed.data;
}
