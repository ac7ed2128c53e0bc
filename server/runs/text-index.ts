import type { FileClient } from "@/db/file-client";
import type { ReadDatabase } from "@/db/database";
import { readPayloads, wholeValue } from "./payload-store";
import { readRunsByKeys, type RunRow } from "./store";
import { textOfRun } from "./text-of-run";
import { putTexts, readReached, readUnindexed, writeReached } from "./text-store";

export { prepareIndex } from "./text-store";

const runsAtOnce = 100;
const lookedAtAtOnce = 1000;

/** What ended runs say, made findable behind their end; those that go on are read when somebody asks. */
export class TextIndex {
  readonly #db: ReadDatabase;
  readonly #index: FileClient;
  readonly #stopped: () => boolean;
  readonly #changed = new Set<number>();
  #working: Promise<void> | undefined;

  constructor(db: ReadDatabase, index: FileClient, stopped: () => boolean) {
    this.#db = db;
    this.#index = index;
    this.#stopped = stopped;
  }

  /** These have ended, or are gone. */
  changed(keys: number[]): Promise<void> {
    for (const key of keys) this.#changed.add(key);
    this.#working ??= this.#work().finally(() => (this.#working = undefined));
    return this.#working;
  }

  /** Resolves when what has changed so far can be found. */
  async settled(): Promise<void> {
    await this.#working;
  }

  /** What ended while nobody looked: at the last moment before a crash, or before there was an index. */
  async catchUp(): Promise<void> {
    let open: number | undefined;
    for (let from = await readReached(this.#index); !this.#stopped();) {
      const rows = await readUnindexed(this.#db, from, lookedAtAtOnce);
      await this.changed(rows.filter((row) => !row.open && !row.indexed).map(({ key }) => key));
      open ??= rows.find((row) => row.open)?.key;
      from = (rows.at(-1)?.key ?? from - 1) + 1;
      await writeReached(this.#index, open ?? from);
      if (rows.length < lookedAtAtOnce) break;
      await turn();
    }
  }

  async #work(): Promise<void> {
    while (this.#changed.size > 0 && !this.#stopped()) {
      const keys = [...this.#changed].slice(0, runsAtOnce);
      for (const key of keys) this.#changed.delete(key);
      await this.#put(keys);
      await turn();
    }
  }

  async #put(keys: number[]): Promise<void> {
    const rows = (await readRunsByKeys(this.#db, keys)).filter((row) => row.endedAt !== null);
    const values = await readPayloads(this.#db, rows.flatMap(refsOf), wholeValue);
    const there = new Set(rows.map(({ key }) => key));
    const texts = rows.map((row) => ({
      key: row.key,
      body: textOfRun(
        row.name,
        row.error,
        refsOf(row).map((ref) => values.get(ref)?.body ?? undefined),
      ),
    }));
    await putTexts(
      this.#index,
      texts,
      keys.filter((key) => !there.has(key)),
    );
  }
}

const refsOf = ({ inputRef, resultRef }: RunRow): number[] => [inputRef ?? [], resultRef ?? []].flat();

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
