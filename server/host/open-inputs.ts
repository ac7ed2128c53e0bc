import type { Answered } from "@/server/domain/host-protocol";

type OpenInput = {
  settle: (answer: Answered | undefined) => void;
  waits: boolean;
  expiresAt: number | undefined;
  timer: NodeJS.Timeout | undefined;
};

/** The steps of a run whose end comes from outside, by number: questions to a person, and runs it has started. */
export class OpenInputs {
  readonly #open = new Map<number, OpenInput>();
  /** Answers that were there before the code, run again from the top, had come to the step they are for. */
  readonly #early = new Map<number, Answered>();

  /** Those for which the run waits: a run it has started counts only while that waits for a person. */
  waiting(): number[] {
    return [...this.#open].flatMap(([n, { waits }]) => (waits ? [n] : []));
  }

  /** When the first of them expires. */
  get wakeAt(): number | undefined {
    const times = [...this.#open.values()].flatMap(({ expiresAt }) => expiresAt ?? []);
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  /** Resolves with the recorded answer, or with nothing where nobody gave one in time. */
  wait(n: number, waits: boolean, expiresAt: number | undefined): Promise<Answered | undefined> {
    const early = this.#early.get(n);
    if (early) return Promise.resolve(early);
    return new Promise((resolve) => {
      const settle = (answer: Answered | undefined): void => {
        clearTimeout(timer);
        if (this.#open.delete(n)) resolve(answer);
      };
      const timer =
        expiresAt === undefined
          ? undefined
          : setTimeout(() => settle(undefined), Math.max(0, Math.min(expiresAt - Date.now(), longestTimer)));
      this.#open.set(n, { settle, waits, expiresAt, timer });
    });
  }

  answer(n: number, answer: Answered): void {
    const open = this.#open.get(n);
    if (open) open.settle(answer);
    else this.#early.set(n, answer);
  }

  setWaits(n: number, waits: boolean): void {
    const open = this.#open.get(n);
    if (open) open.waits = waits;
  }

  close(): void {
    for (const { timer } of this.#open.values()) clearTimeout(timer);
    this.#open.clear();
  }
}

const longestTimer = 2_147_483_647;
