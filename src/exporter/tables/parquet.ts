/**
 * Writes and reads the tables.
 *
 * One thread and DuckDB's kept order make the same rows the same bytes. Extensions are
 * never loaded from anywhere, and nothing but the files named is touched.
 *
 * @module
 */
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import type { Columns } from "./columns.ts";

export class ParquetTables implements AsyncDisposable {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  static async open(): Promise<ParquetTables> {
    const instance = await DuckDBInstance.create(":memory:", {
      threads: "1",
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
    });
    return new ParquetTables(instance, await instance.connect());
  }

  /** `lines` is a file of one JSON row a line. */
  async write(lines: string, columns: Columns, path: string): Promise<void> {
    const typed = Object.entries(columns).map(([name, type]) => `${text(name)}: ${text(type)}`);
    await this.#connection.run(
      `COPY (SELECT * FROM read_json(${text(lines)}, format = 'newline_delimited', ` +
        `maximum_object_size = 67108864, columns = {${typed.join(", ")}})) ` +
        `TO ${text(path)} (FORMAT parquet, COMPRESSION zstd)`,
    );
  }

  async rows(path: string): Promise<number> {
    const counted = await this.#connection.runAndReadAll(
      `SELECT count(*)::INTEGER FROM read_parquet(${text(path)}, hive_partitioning = false)`,
    );
    return Number(counted.getRows()[0]?.[0]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}

/** A string in SQL. */
const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
