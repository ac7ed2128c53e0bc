type OpenInput = { answer: (output: string) => void; expiresAt: number | undefined; timer: NodeJS.Timeout | undefined };

/** The inputs a run waits for in this take, by step number. */
export class OpenInputs {
  readonly #open = new Map<number, OpenInput>();

  get size(): number {
    return this.#open.size;
  }

  numbers(): Iterable<number> {
    return this.#open.keys();
  }

  /** When the first of them expires. */
  get wakeAt(): number | undefined {
    const times = [...this.#open.values()].flatMap(({ expiresAt }) => expiresAt ?? []);
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  /** Resolves with the recorded answer, or with nothing where nobody gave one in time. */
  wait(n: number, expiresAt: number | undefined): Promise<string | undefined> {
    return new Promise((resolve) => {
      const settle = (output: string | undefined): void => {
        clearTimeout(this.#open.get(n)?.timer);
        if (this.#open.delete(n)) resolve(output);
      };
      const timer =
        expiresAt === undefined
          ? undefined
          : setTimeout(() => settle(undefined), Math.max(0, Math.min(expiresAt - Date.now(), longestTimer)));
      this.#open.set(n, { answer: settle, expiresAt, timer });
    });
  }

  answer(n: number, output: string): void {
    this.#open.get(n)?.answer(output);
  }

  close(): void {
    for (const { timer } of this.#open.values()) clearTimeout(timer);
    this.#open.clear();
  }
}

const longestTimer = 2_147_483_647;
