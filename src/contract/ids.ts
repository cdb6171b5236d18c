/**
 * Names of things, branded so that one kind of name cannot stand in for another.
 *
 * A window, session or frame is named by Assent itself; nothing here carries a title,
 * a path or anything a participant typed.
 *
 * @module
 */
import * as z from "zod";

/** Lower-case hexadecimal SHA-256 with its algorithm in front. */
export const Hash = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/)
  .brand<"Hash">();
export type Hash = z.infer<typeof Hash>;

export const SessionId = z.uuid().brand<"SessionId">();
export type SessionId = z.infer<typeof SessionId>;

/** A URI chosen by the researcher; stable over versions of a study. */
export const StudyId = z.url().max(200).brand<"StudyId">();
export type StudyId = z.infer<typeof StudyId>;

export const ReceiptId = z.uuid().brand<"ReceiptId">();
export type ReceiptId = z.infer<typeof ReceiptId>;

export const BundleId = z.uuid().brand<"BundleId">();
export type BundleId = z.infer<typeof BundleId>;

/** `f` and a number that grows within the session: `f17`. */
export const FrameId = z
  .string()
  .regex(/^f[0-9]{1,9}$/)
  .brand<"FrameId">();
export type FrameId = z.infer<typeof FrameId>;

/** `c` and a number: one app, window and site in which events happened. */
export const ContextId = z
  .string()
  .regex(/^c[0-9]{1,9}$/)
  .brand<"ContextId">();
export type ContextId = z.infer<typeof ContextId>;

/** The id of a scope in the study manifest. */
export const ScopeId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
  .brand<"ScopeId">();
export type ScopeId = z.infer<typeof ScopeId>;

/** Scheme, host and port exactly as browsers serialise an origin: `https://example.org`. */
export const Origin = z
  .string()
  .max(300)
  .regex(/^https?:\/\/[^/?#@\s]+$/)
  .brand<"Origin">();
export type Origin = z.infer<typeof Origin>;
