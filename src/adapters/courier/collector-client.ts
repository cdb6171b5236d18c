/** Asks the collector, and turns whatever happens into an outcome. */
import type * as z from "zod";
import type { Abort } from "../../contract/rpc.ts";
import { Problem, type ProblemCode, type Refused, type Waiting } from "../../contract/upload.ts";

/** What became of one request. */
export type Answer<T> =
  | { readonly outcome: "answered"; readonly value: T }
  | { readonly outcome: "failed"; readonly why: Waiting["why"]; readonly atLeastMs?: number }
  | Refused;

export interface Ask<S extends z.ZodType> {
  readonly url: URL;
  readonly method: "GET" | "POST";
  readonly token?: string;
  readonly body?: unknown;
  readonly answer: S;
  readonly signal: Abort | undefined;
}

const patienceMs = 60_000;

export async function ask<S extends z.ZodType>(request: Ask<S>): Promise<Answer<z.output<S>>> {
  const { url, method, token, body, answer } = request;
  const stop = abortSignal(request.signal);
  try {
    const response = await fetch(url, {
      method,
      redirect: "error",
      signal: AbortSignal.any([stop, AbortSignal.timeout(patienceMs)]),
      headers: {
        accept: "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) return refusal(response.status, text, response.headers.get("retry-after"));
    const value = answer.safeParse(jsonOf(text));
    return value.success
      ? { outcome: "answered", value: value.data }
      : { outcome: "refused", code: "not-understood" };
  } catch {
    // Refused, reset, timed out, redirected, no such host: to the participant all the same.
    return { outcome: "failed", why: stop.aborted ? "stopped" : "unreachable" };
  }
}

/** Problems of the moment, which the same request may outlive. */
const passing: ReadonlySet<ProblemCode> = new Set(["offset-conflict", "upload-expired"]);

export function refusal(
  status: number,
  text: string,
  retryAfter: string | null | undefined,
): Exclude<Answer<never>, { outcome: "answered" }> {
  const seconds = /^\d{1,7}$/.test(retryAfter ?? "") ? Number(retryAfter) : undefined;
  const atLeast = seconds === undefined ? {} : { atLeastMs: seconds * 1_000 };
  if (status === 429 || status === 503)
    return { outcome: "failed", why: "collector-busy", ...atLeast };
  const code = Problem.safeParse(jsonOf(text)).data?.code;
  if (code !== undefined && passing.has(code)) return { outcome: "failed", why: "collector-busy" };
  // 507 is a quota when the collector says so; anything else above 500 is its own trouble.
  if (status >= 500 && code !== "quota-exceeded")
    return { outcome: "failed", why: "collector-failing", ...atLeast };
  if (status === 401) return { outcome: "refused", code: "unauthorized" };
  return { outcome: "refused", code: code ?? "not-understood" };
}

/** The platform's signal for the core's. */
export function abortSignal(signal: Abort | undefined): AbortSignal {
  if (signal instanceof AbortSignal) return signal;
  const controller = new AbortController();
  if (signal?.aborted) controller.abort();
  signal?.addEventListener("abort", () => controller.abort());
  return controller.signal;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
