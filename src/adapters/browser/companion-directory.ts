/**
 * The folder that only this participant can enter, where relay and agent meet.
 *
 * @module
 */
import { randomBytes } from "node:crypto";
import { chmod, lstat, mkdir, readFile, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/** The folder cannot be trusted, or its name is too long for a socket. */
export class CompanionDirectoryUnfit extends Error {
  override readonly name = "CompanionDirectoryUnfit";
  readonly code = "companion-directory-unfit";
}

export const socketIn = (directory: string): string => join(directory, "companion.sock");
export const tokenIn = (directory: string): string => join(directory, "token");

export function defaultCompanionDirectory(env: NodeJS.ProcessEnv = process.env): string {
  return join(env["XDG_DATA_HOME"] || join(homedir(), ".local", "share"), "assent", "companion");
}

/** Makes the folder (0700) and its token (32 bytes, 0600), or checks those that are there. */
export async function prepareCompanionDirectory(directory: string): Promise<Buffer> {
  if (Buffer.byteLength(socketIn(directory)) > 107)
    throw new CompanionDirectoryUnfit(
      "Cannot use companion folder: its path is longer than a socket's may be. Choose a shorter one",
    );
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const folder = await lstat(directory);
  if (!folder.isDirectory() || folder.uid !== process.getuid?.())
    throw new CompanionDirectoryUnfit(
      "Cannot use companion folder: it is not a folder of this user. Remove it and try again",
    );
  await chmod(directory, 0o700);
  const file = tokenIn(directory);
  try {
    await writeFile(file, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const kept = await lstat(file);
  if (!kept.isFile() || kept.uid !== process.getuid?.() || (kept.mode & 0o077) !== 0)
    throw new CompanionDirectoryUnfit(
      "Cannot use companion token: others could read it. Remove the companion folder and try again",
    );
  return parseToken(await readFile(file, "utf8"));
}

export function parseToken(text: string): Buffer {
  const hex = text.trim();
  if (!/^[0-9a-f]{64}$/.test(hex))
    throw new CompanionDirectoryUnfit(
      "Cannot use companion token: it is damaged. Remove the companion folder and try again",
    );
  return Buffer.from(hex, "hex");
}
