import type { FileClient, Rows } from "./file-client";
import type { Statement } from "./statement";

type Unit = {
  statements: Statement[];
  bytes: number;
  resolve: (results: Rows[]) => void;
  reject: (cause: unknown) => void;
};

/** A commit holds the event loop, so no single one may grow without bound. */
const mostStatements = 400;
const mostBytes = 4_000_000;
const busyPausesMs = [5, 20, 50, 100, ...Array.from({ length: 40 }, () => 200)];

/**
 * The one way to write. Units that arrive while the event loop turns share one transaction and one fsync (group commit);
 * a unit is atomic, and resolves once it is durable. A unit that fails takes no other down with it.
 */
export class WriteQueue {
  #units: Unit[] = [];
  #scheduled = false;
  #flushing: Promise<void> = Promise.resolve();
  #client: FileClient;
  readonly #connect: () => Promise<FileClient>;

  constructor(client: FileClient, connect: () => Promise<FileClient>) {
    this.#client = client;
    this.#connect = connect;
  }

  write(statements: Statement[]): Promise<Rows[]> {
    if (statements.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.#units.push({ statements, bytes: sizeOf(statements), resolve, reject });
      this.#schedule();
    });
  }

  /** Resolves when all that was given so far is durable or refused. */
  async drain(): Promise<void> {
    while (this.#units.length > 0 || this.#scheduled) {
      await new Promise((resolve) => setImmediate(resolve));
      await this.#flushing;
    }
  }

  close(): void {
    this.#client.close();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#flushing = this.#flush();
    });
  }

  async #flush(): Promise<void> {
    const units = this.#takeUnits();
    try {
      await this.#commit(units);
    } finally {
      this.#scheduled = false;
      if (this.#units.length > 0) this.#schedule();
    }
  }

  #takeUnits(): Unit[] {
    let statements = 0;
    let bytes = 0;
    let count = 0;
    for (const unit of this.#units) {
      statements += unit.statements.length;
      bytes += unit.bytes;
      if (count > 0 && (statements > mostStatements || bytes > mostBytes)) break;
      count++;
    }
    return this.#units.splice(0, count);
  }

  async #commit(units: Unit[]): Promise<void> {
    try {
      const results = await this.#batch(units.flatMap((unit) => unit.statements));
      let from = 0;
      for (const unit of units) {
        unit.resolve(results.slice(from, from + unit.statements.length));
        from += unit.statements.length;
      }
    } catch (cause) {
      const [only, ...others] = units;
      if (only && others.length === 0) only.reject(cause);
      else for (const unit of units) await this.#commit([unit]);
    }
  }

  /**
   * After SQLITE_BUSY a connection may go on answering "ok" to writes that are never committed
   * (libsql-client-ts#352): never trust it again, open another and repeat the whole batch.
   */
  async #batch(statements: Statement[]): Promise<Rows[]> {
    for (const pause of busyPausesMs) {
      try {
        if (this.#client.closed) this.#client = await this.#connect();
        return await this.#client.batch(statements);
      } catch (cause) {
        if (!isBusy(cause)) throw cause;
        this.#client.close();
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
    if (this.#client.closed) this.#client = await this.#connect();
    return this.#client.batch(statements);
  }
}

export function isBusy(cause: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(String((cause as { code?: unknown } | undefined)?.code));
}

function sizeOf(statements: Statement[]): number {
  let bytes = 0;
  for (const { args } of statements)
    for (const arg of args)
      if (typeof arg === "string") bytes += arg.length;
      else if (arg instanceof Uint8Array) bytes += arg.byteLength;
  return bytes;
}
