/** Rows on their way into a table: one file a table and partition, one JSON object a line. */
import { type FileHandle, open } from "node:fs/promises";
import { DatasetTable } from "../../contract/dataset.ts";
import type { DatasetManifest } from "../../contract/dataset.ts";
import type { DatasetFolder } from "../dataset-folder.ts";
import { columns } from "./columns.ts";
import { ParquetTables } from "./parquet.ts";
import type { Row } from "./rows.ts";

const flushChars = 4_000_000;

interface Part {
  readonly table: DatasetTable;
  readonly partition: string;
  readonly path: string;
  readonly file: FileHandle;
  rows: number;
}

export class RowFiles implements AsyncDisposable {
  readonly #folder: DatasetFolder;
  readonly #parts = new Map<string, Part>();

  constructor(folder: DatasetFolder) {
    this.#folder = folder;
  }

  /** Every table of a partition exists, even without rows. */
  async append(table: DatasetTable, partition: string, rows: Iterable<Row>): Promise<void> {
    const part = await this.#part(table, partition);
    let text = "";
    for (const row of rows) {
      text += `${JSON.stringify(row)}\n`;
      part.rows += 1;
      if (text.length < flushChars) continue;
      await part.file.writeFile(text);
      text = "";
    }
    await part.file.writeFile(text);
  }

  /** Turns all rows into Parquet files of the dataset. */
  async finish(): Promise<DatasetManifest["tables"]> {
    await using tables = await ParquetTables.open();
    const done: DatasetManifest["tables"][number][] = [];
    const ordered = [...this.#parts].toSorted(([a], [b]) => (a < b ? -1 : 1));
    for (const [, { table, partition, path, file, rows }] of ordered) {
      await file.sync();
      const target = `${table}/study=${partition}/part-000000.parquet`;
      await tables.write(path, columns[table], await this.#folder.pathOf(target));
      await this.#folder.add(target);
      done.push({ table, partition, path: target, rows });
    }
    return done;
  }

  async #part(table: DatasetTable, partition: string): Promise<Part> {
    const key = `${table} ${partition}`;
    const known = this.#parts.get(key);
    if (known !== undefined) return known;
    const path = await this.#folder.scratch(`${table}-${partition}.jsonl`);
    const part = { table, partition, path, file: await open(path, "wx", 0o600), rows: 0 };
    this.#parts.set(key, part);
    return part;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { file } of this.#parts.values()) await file.close();
  }
}
