/**
 * Deeds on one run, one after the other: handing it out, answering, ending, waking, deleting. Each reads what there is
 * and then writes; two at once would number and decide from the same state.
 */
export class RunTurns {
  readonly #last = new Map<number, Promise<unknown>>();

  /** One deed on many: in the turn of each of them. */
  takeAll<Result>(keys: number[], work: () => Promise<Result>): Promise<Result> {
    const before = keys.flatMap((key) => this.#last.get(key) ?? []);
    const mine = (before.length === 0 ? Promise.resolve() : Promise.all(before)).then(work);
    const settled: Promise<void> = mine
      .catch(() => {})
      .then(() => {
        for (const key of keys) if (this.#last.get(key) === settled) this.#last.delete(key);
      });
    for (const key of keys) this.#last.set(key, settled);
    return mine;
  }

  take<Result>(key: number, work: () => Promise<Result>): Promise<Result> {
    return this.takeAll([key], work);
  }
}
