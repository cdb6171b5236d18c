/**
 * What one participant agreed to, scope by scope and signal by signal.
 *
 * @module
 */
import * as z from "zod";
import { Origin, ScopeId } from "./ids.ts";
import { Signal } from "./signals.ts";

/** An app as the operating system vouches for it. Window class and title are never identity. */
export const AppMatch = z
  .strictObject({
    os: z.literal("linux"),
    /** Real path of the executable, links resolved. */
    exe: z.string().startsWith("/").max(400),
  })
  .readonly();
export type AppMatch = z.infer<typeof AppMatch>;

export const ScopeChoice = z
  .strictObject({
    scope: ScopeId,
    /** Empty means refused. */
    signals: z.array(Signal).readonly(),
    /** The apps of the scope that the participant picked. */
    apps: z.array(AppMatch).max(200).readonly(),
    /** The sites of the scope that the participant picked. */
    origins: z.array(Origin).max(500).readonly(),
  })
  .readonly();
export type ScopeChoice = z.infer<typeof ScopeChoice>;

export const Choice = z.array(ScopeChoice).max(500).readonly();
export type Choice = z.infer<typeof Choice>;
