/** One process at a time serves a directory. The lock ends with its process, however that ends. */
import Database from "better-sqlite3";
import { join } from "node:path";

/** Another collector serves this directory. */
export class DirectoryInUse extends Error {
  override readonly name = "DirectoryInUse";
  readonly code = "directory-in-use";
  constructor(options?: ErrorOptions) {
    super(
      "Cannot serve this directory: another collector does. Stop it, or choose another",
      options,
    );
  }
}

/** Throws {@link DirectoryInUse}. */
export function ownDirectory(directory: string): Disposable {
  const file = new Database(join(directory, "serving.lock"), { timeout: 0 });
  try {
    file.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    file.close();
    if ((error as { code?: unknown }).code !== "SQLITE_BUSY") throw error;
    throw new DirectoryInUse({ cause: error });
  }
  return { [Symbol.dispose]: () => void file.close() };
}
