import Database from "libsql";
import type { InValue } from "@libsql/client";

type Statement = { sql: string; args?: InValue[] };
/** A row as drizzle reads it: by position, or by the names of its columns. */
type Row = ArrayLike<unknown> & Record<string, unknown>;
export type Rows = { columns: string[]; rows: Row[]; rowsAffected: number };
type Prepared = { statement: Database.Statement; columns: string[] | undefined; toRow: (values: unknown[]) => Row };

const mostPrepared = 300;

/**
 * A database file, through libSQL itself. The client package prepares each statement anew, asks for its columns by way of
 * an exception, and passes each number through BigInt: ten times the work for a small read. Here statements are prepared
 * once. Calls are synchronous underneath; one that fails in a transaction takes all of it back.
 */
export class FileClient {
  readonly #db: Database.Database;
  readonly #prepared = new Map<string, Prepared>();
  #closed = false;

  constructor(file: string, patienceMs: number) {
    this.#db = new Database(file, { timeout: patienceMs });
  }

  get closed(): boolean {
    return this.#closed;
  }

  async execute(statement: string | Statement): Promise<Rows> {
    return this.#run(typeof statement === "string" ? { sql: statement } : statement);
  }

  /** All of them or none, as one write transaction. */
  async batch(statements: Statement[]): Promise<Rows[]> {
    this.#run({ sql: "BEGIN IMMEDIATE" });
    try {
      const results = statements.map((statement) => this.#run(statement));
      this.#run({ sql: "COMMIT" });
      return results;
    } catch (cause) {
      if (this.#db.inTransaction) this.#run({ sql: "ROLLBACK" });
      throw cause;
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#prepared.clear();
    this.#db.close();
  }

  #run({ sql, args = [] }: Statement): Rows {
    if (this.#closed) throw new Error("The database is closed.");
    const { statement, columns, toRow } = this.#prepare(sql);
    const values = args.some(isForeign) ? args.map(toBound) : args;
    if (columns === undefined) return { columns: [], rows: [], rowsAffected: statement.run(values).changes };
    return { columns, rows: (statement.all(values) as unknown[][]).map(toRow), rowsAffected: 0 };
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    if (known) {
      // Used last: the oldest goes first.
      this.#prepared.delete(sql);
      this.#prepared.set(sql, known);
      return known;
    }
    const statement = this.#db.prepare(sql);
    const columns = statement.reader ? statement.columns().map(({ name }) => name) : undefined;
    if (columns) statement.raw(true);
    const prepared = { statement, columns, toRow: columns ? rowMaker(columns) : noRow };
    this.#prepared.set(sql, prepared);
    const [oldest] = this.#prepared.keys();
    if (this.#prepared.size > mostPrepared && oldest !== undefined) this.#prepared.delete(oldest);
    return prepared;
  }
}

/** libSQL ends the whole process when it is given a boolean, and refuses what else SQLite has no kind of value for. */
const isForeign = (value: InValue): boolean =>
  typeof value === "boolean" || value instanceof Date || value instanceof ArrayBuffer;

function toBound(value: InValue): InValue {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value instanceof Date) return value.getTime();
  return value instanceof ArrayBuffer ? new Uint8Array(value) : value;
}

const noRow = (): never => {
  throw new Error("a statement without columns gave a row");
};

/** Its values stand under the names of the columns, and what reads by position is led to them: rows of one statement are alike. */
function rowMaker(columns: string[]): (values: unknown[]) => Row {
  // A column that is called like a position, or like what tells their number, would hide it.
  if (new Set(columns).size < columns.length || columns.some((name) => name === "length" || /^\d+$/.test(name)))
    return withPositions(columns);
  const prototype: object = Object.create(null, {
    length: { value: columns.length },
    ...Object.fromEntries(
      columns.map((name, at) => [
        at,
        {
          get(this: Record<string, unknown>) {
            return this[name];
          },
        },
      ]),
    ),
  }) as object;
  return (values) => {
    const row = Object.create(prototype) as Record<string, unknown>;
    for (let at = 0; at < columns.length; at++) row[columns[at] ?? ""] = values[at];
    return row as Row;
  };
}

/** Columns whose names are not theirs alone: each has its position, a name is the first one's, and no position's. */
function withPositions(columns: string[]): (values: unknown[]) => Row {
  return (values) => {
    const row = {};
    Object.defineProperty(row, "length", { value: values.length });
    for (const [at, value] of values.entries()) Object.defineProperty(row, at, { value });
    for (const [at, value] of values.entries()) {
      const name = columns[at] ?? "";
      if (!Object.hasOwn(row, name)) Object.defineProperty(row, name, { value, enumerable: true });
    }
    return row as Row;
  };
}
