/**
 * Deeds on one run, one after the other: handing it out, answering, ending, waking, deleting. Each reads what there is
 * and then writes; two at once would number and decide from the same state.
 */
export class RunTurns {
  readonly #last = new Map<number, Promise<unknown>>();

  take<Result>(key: number, work: () => Promise<Result>): Promise<Result> {
    const mine = (this.#last.get(key) ?? Promise.resolve()).then(work);
    const settled = mine
      .catch(() => {})
      .then(() => {
        if (this.#last.get(key) === settled) this.#last.delete(key);
      });
    this.#last.set(key, settled);
    return mine;
  }
}
