/**
 * A page that leads to the window. Every user of a computer can read what a process was started
 * with, so a browser is given this file, and never the address with its token.
 */
import { rm, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

export interface WindowPage extends AsyncDisposable {
  /** Of the file. */
  readonly address: string;
}

export async function writeWindowPage(path: string, window: string): Promise<WindowPage> {
  const remove = () => rm(path, { force: true });
  await remove();
  const page = `<!doctype html><meta charset="utf-8"><title>Opening</title><meta http-equiv="refresh" content="0; url=${window}">\n`;
  await writeFile(path, page, { mode: 0o600, flag: "wx" });
  return { address: pathToFileURL(path).href, [Symbol.asyncDispose]: remove };
}
