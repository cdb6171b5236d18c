/** A row as SQLite returns it. */
export type Row = Readonly<Record<string, string | number | Buffer | null>>;
