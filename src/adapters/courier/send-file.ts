/** Sends one sealed file by tus, going on where an earlier try was cut off. */
import { createReadStream } from "node:fs";
import { DetailedError, Upload } from "tus-js-client";
import { refusal, type Answer } from "./collector-client.ts";

export interface Sending {
  readonly endpoint: URL;
  /** An upload that the collector says is under way. */
  readonly resume: URL | undefined;
  readonly file: string;
  readonly token: string;
  readonly metadata: { readonly bundle: string; readonly receipt: string };
  readonly signal: AbortSignal;
}

/**
 * `answered` means that the collector has every byte, not yet that it accepts them. The
 * library's own retries and its URL storage are off: one call is one try, and the collector
 * itself remembers which upload to go on with.
 */
export async function sendFile(sending: Sending): Promise<Answer<null>> {
  const { endpoint, resume, file, token, metadata, signal } = sending;
  const { promise, resolve } = Promise.withResolvers<Answer<null>>();
  const upload = new Upload(createReadStream(file), {
    // With an endpoint, the library would begin anew when resuming fails for any reason.
    ...(resume === undefined ? { endpoint: endpoint.href } : { uploadUrl: resume.href }),
    headers: { authorization: `Bearer ${token}` },
    metadata: { ...metadata },
    retryDelays: null,
    storeFingerprintForResuming: false,
    onSuccess: () => resolve({ outcome: "answered", value: null }),
    onError: (error) => resolve(reason(error)),
  });
  const stop = () => {
    void upload.abort();
    resolve({ outcome: "failed", why: "stopped" });
  };
  if (signal.aborted) return { outcome: "failed", why: "stopped" };
  signal.addEventListener("abort", stop, { once: true });
  upload.start();
  try {
    return await promise;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function reason(error: Error): Answer<null> {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  // An answer to HEAD has no body to say why; the next try learns it when it states the bundle.
  const status = response?.getStatus() ?? 0;
  if (error instanceof DetailedError && error.originalRequest.getMethod() === "HEAD" && status > 0)
    return { outcome: "failed", why: "collector-busy" };
  if (response !== null)
    return refusal(status, response.getBody(), response.getHeader("Retry-After"));
  const cause = error instanceof DetailedError ? error.causingError : error;
  const code = (cause as NodeJS.ErrnoException | null)?.code;
  if (code === "ENOENT" || code === "EACCES" || code === "EISDIR")
    return { outcome: "refused", code: "sealed-file-changed" };
  return { outcome: "failed", why: "unreachable" };
}
