/** Pictures as they are needed, the last of them kept in memory and never on disk. */
import { useEffect, useState } from "react";
import type { FrameId, SessionId } from "../../../contract/ids.ts";
import type { Agent } from "../../agent/keep-connected.ts";
import { useAgent } from "../../agent/agent-context.tsx";

const kept = 160;
const pictures = new Map<string, Promise<string>>();

export interface FrameWanted {
  readonly session: SessionId;
  readonly frame: FrameId;
  readonly edited: boolean;
  readonly maxWidth: number;
  /** Grows with every edit: an edited picture may look different after it. */
  readonly revision: number;
}

function picture(agent: Agent, wanted: FrameWanted): Promise<string> {
  const { session, frame, edited, maxWidth, revision } = wanted;
  const key = [session, frame, maxWidth, edited ? revision : "recorded"].join(" ");
  const known = pictures.get(key);
  pictures.delete(key);
  const url =
    known ??
    agent
      .frame({ session, frame, edited, maxWidth })
      .then(({ base64, mediaType }) =>
        URL.createObjectURL(new Blob([bytesOf(base64)], { type: mediaType })),
      );
  pictures.set(key, url);
  if (known === undefined) url.catch(() => pictures.delete(key));
  for (const [oldest, old] of pictures) {
    if (pictures.size <= kept) break;
    pictures.delete(oldest);
    drop(old);
  }
  return url;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function drop(url: Promise<string>): void {
  url.then(
    (made) => URL.revokeObjectURL(made),
    () => undefined, // It never came.
  );
}

/** Forgets every picture: when the vault is locked or a session deleted. */
export function forgetPictures(): void {
  for (const url of pictures.values()) drop(url);
  pictures.clear();
}

export type Picture =
  | { readonly kind: "none" | "loading" | "failed" }
  | { readonly kind: "ready"; readonly url: string };

export function useFrame(wanted: FrameWanted | undefined): Picture {
  const { agent } = useAgent();
  const [shown, setShown] = useState<Picture>({ kind: "loading" });
  const key = wanted === undefined ? undefined : JSON.stringify(wanted);
  useEffect(() => {
    if (key === undefined) {
      setShown({ kind: "none" });
      return undefined;
    }
    let over = false;
    picture(agent, JSON.parse(key) as FrameWanted).then(
      (url) => (over ? undefined : setShown({ kind: "ready", url })),
      () => (over ? undefined : setShown({ kind: "failed" })),
    );
    return () => {
      over = true;
    };
  }, [agent, key]);
  return shown;
}
