/**
 * Finds out which browser process stands behind a relay's connection.
 *
 * The kernel names the process that connected (SO_PEERCRED), so a relay cannot claim
 * another; the browser that started it is its parent, whose executable must be known.
 *
 * @module
 */
import { readFile, readlink } from "node:fs/promises";
import type { Socket } from "node:net";
import koffi from "koffi";

export type PeerOf = (socket: Socket) => { readonly pid: number; readonly uid: number } | undefined;

const SOL_SOCKET = 1;
const SO_PEERCRED = 17;

/** Asks the kernel; `undefined` where the socket has no descriptor to ask about. */
export function linuxPeer(): PeerOf {
  const libc = koffi.load("libc.so.6");
  const getsockopt = libc.func(
    "int getsockopt(int fd, int level, int name, _Out_ uint8_t *value, _Inout_ uint32_t *size)",
  );
  return (socket) => {
    const fd = (socket as { _handle?: { fd?: number } })._handle?.fd;
    if (fd === undefined || fd < 0) return undefined;
    const credentials = Buffer.alloc(12);
    const size = [credentials.length];
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, credentials, size) !== 0 || size[0] !== 12)
      return undefined;
    const read = (at: number) =>
      new DataView(credentials.buffer, credentials.byteOffset).getInt32(at, true);
    return { pid: read(0), uid: read(4) };
  };
}

/** Debian's, and those of the vendors' own packages. */
export const knownBrowsers: readonly string[] = [
  "/usr/lib/chromium/chromium",
  "/usr/lib/chromium-browser/chromium-browser",
  "/opt/google/chrome/chrome",
  "/opt/microsoft/msedge/msedge",
  "/opt/brave.com/brave/brave",
  "/usr/lib/firefox/firefox",
  "/usr/lib/firefox-esr/firefox-esr",
];

/** The browser that started this process; `undefined` when its parent is none that is known. */
export async function browserOf(
  pid: number,
  executables: readonly string[],
): Promise<number | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold anything; what follows the last bracket is fixed.
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    if (!Number.isSafeInteger(parent) || parent <= 1) return undefined;
    const executable = await readlink(`/proc/${parent}/exe`);
    return executables.includes(executable) ? parent : undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ESRCH" || code === "EACCES") return undefined;
    throw error;
  }
}
