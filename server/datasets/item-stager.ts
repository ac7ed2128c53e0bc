import { randomBytes } from "node:crypto";
import type { Statement } from "@/db/statement";
import type { Context } from "@/server/context";
import type { NewItem } from "@/server/domain/dataset";
import type { Change } from "./change-items";
import {
  basePosition,
  compareStaged,
  insertItems,
  readKeysOfIds,
  readLastPosition,
  readStagedIds,
  type NewItemRow,
} from "./item-store";

const idBytes = 8;

/** An item with its parts as JSON text. */
export type ItemTexts = { id: string | undefined; input: string; expected: string | null; metadata: string | null };

export const toTexts = ({ id, input, expected, metadata }: NewItem): ItemTexts => ({
  id,
  input: JSON.stringify(input),
  expected: expected === undefined ? null : JSON.stringify(expected),
  metadata: metadata === undefined ? null : JSON.stringify(metadata),
});

/** Puts new items under a version that is not published yet, behind those there are. */
export class ItemStager {
  readonly #ctx: Context;
  readonly #change: Change;
  readonly #replaces: boolean;
  #last: number;
  #staged = 0;
  #known = 0;
  #changed = 0;

  private constructor(ctx: Context, change: Change, replaces: boolean, last: number) {
    this.#ctx = ctx;
    this.#change = change;
    this.#replaces = replaces;
    this.#last = last;
  }

  static async open(ctx: Context, change: Change, replaces = false): Promise<ItemStager> {
    const base = basePosition(replaces ? change.next : change.range.floor);
    return new ItemStager(ctx, change, replaces, Math.max(base, await readLastPosition(ctx.db, change.row.key)));
  }

  /** Which of these cannot have the id they are given: it is there, or another before has it. */
  async findTaken<Some extends { id?: string | undefined }>(items: Some[]): Promise<Some[]> {
    const ids = [...new Set(items.flatMap(({ id }) => (id === undefined ? [] : [id])))];
    if (ids.length === 0) return [];
    const { db } = this.#ctx;
    const { row, range, next } = this.#change;
    const taken = new Set(await readStagedIds(db, row.key, next, ids));
    if (!this.#replaces) for (const { id } of await readKeysOfIds(db, range, ids)) taken.add(id);
    return items.filter(({ id }) => {
      if (id === undefined) return false;
      const isTaken = taken.has(id);
      taken.add(id);
      return isTaken;
    });
  }

  insert(items: ItemTexts[], now: number): Statement[] {
    // Drawn together: one by one they would take a tenth of an import.
    const random = randomBytes(idBytes * items.length).toString("hex");
    const rows = items.map((item, at): NewItemRow => ({
      ...item,
      id: item.id ?? `it_${random.slice(2 * idBytes * at, 2 * idBytes * (at + 1))}`,
      position: ++this.#last,
      createdAt: now,
    }));
    this.#staged += rows.length;
    return insertItems(this.#change.row.key, this.#change.next, rows);
  }

  async stage(items: ItemTexts[], now: number): Promise<void> {
    const from = this.#last + 1;
    await this.#ctx.db.write(this.insert(items, now));
    if (!this.#replaces || !items.some(({ id }) => id !== undefined)) return;
    const staged = { version: this.#change.next, from, to: this.#last };
    const { known, changed } = await compareStaged(this.#ctx.db, staged, this.#change.range);
    this.#known += known;
    this.#changed += changed;
  }

  get counts() {
    const removed = this.#replaces ? this.#change.itemCount - this.#known : 0;
    return { added: this.#staged - this.#known, changed: this.#changed, removed, replaces: this.#replaces };
  }
}
