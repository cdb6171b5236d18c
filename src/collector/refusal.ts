/** What the collector answers when it does not do what was asked (RFC 9457). */
import type { Problem, ProblemCode } from "../contract/upload.ts";

const refusals: Readonly<Record<ProblemCode, readonly [status: number, title: string]>> = {
  "bad-request": [400, "The request is not well formed"],
  unauthorized: [401, "The token is missing or not known"],
  "signature-refused": [422, "The signed document cannot be trusted"],
  "invitation-refused": [403, "The study needs an invitation that was not used before"],
  "already-registered": [409, "The receipt was registered before"],
  "study-unknown": [404, "The study version is not published here"],
  "consent-withdrawn": [412, "The consent was withdrawn"],
  "consent-expired": [412, "The consent has expired"],
  "not-found": [404, "There is nothing here for this token"],
  "method-not-allowed": [405, "Sealed files are not given out"],
  "bundle-conflict": [409, "The bundle was registered with another statement"],
  "already-complete": [409, "The bundle is complete"],
  "offset-conflict": [409, "The upload goes on at another offset"],
  "upload-expired": [410, "The upload was left incomplete for too long"],
  "hash-mismatch": [422, "The file is not the one that was stated, and was deleted"],
  "too-large": [413, "The file is larger than stated or allowed"],
  "quota-exceeded": [507, "The participant's quota is used up"],
  "unsupported-media-type": [415, "The content type is not supported"],
  "protocol-version": [412, "The collector speaks tus 1.0.0"],
  "too-many-requests": [429, "Too many requests"],
  busy: [503, "Too many uploads at once"],
  "storage-full": [503, "The collector's disk is full"],
  internal: [500, "The collector failed"],
};

const defaultRetryAfterS: Partial<Record<ProblemCode, number>> = {
  "too-many-requests": 60,
  busy: 10,
  "storage-full": 600,
};

export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ProblemCode;
  readonly status: number;
  readonly retryAfterS: number | undefined;

  constructor(code: ProblemCode, options?: ErrorOptions) {
    super(`Cannot serve: ${code}`, options);
    this.code = code;
    this.status = refusals[code][0];
    this.retryAfterS = defaultRetryAfterS[code];
  }

  get problem(): Problem {
    return problem(this.code);
  }
}

export function problem(code: ProblemCode): Problem {
  const [status, title] = refusals[code];
  return { type: `urn:assent:problem:${code}`, title, status, code };
}

/** Reads any error as a refusal. What it says beyond its code stays here. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  if (code === "ENOSPC" || code === "EDQUOT" || code === "SQLITE_FULL")
    return new Refusal("storage-full", { cause: error });
  if (code === "SQLITE_BUSY") return new Refusal("busy", { cause: error });
  if (statusCode === 413) return new Refusal("too-large", { cause: error });
  if (statusCode === 415) return new Refusal("unsupported-media-type", { cause: error });
  if (statusCode === 429) return new Refusal("too-many-requests", { cause: error });
  if (typeof statusCode === "number" && statusCode >= 400 && statusCode < 500)
    return new Refusal("bad-request", { cause: error });
  return new Refusal("internal", { cause: error });
}
