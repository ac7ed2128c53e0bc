const longestTimer = 2_147_483_647;

/** When waiting runs are to be looked at again, because an input of theirs expires. */
export class WakeTimers {
  readonly #timers = new Map<number, NodeJS.Timeout>();
  readonly #wake: (key: number) => void;

  constructor(wake: (key: number) => void) {
    this.#wake = wake;
  }

  set(key: number, wakeAt: number): void {
    this.clear(key);
    const due = (): void => {
      this.#timers.delete(key);
      if (Date.now() >= wakeAt) this.#wake(key);
      else this.set(key, wakeAt);
    };
    this.#timers.set(key, setTimeout(due, Math.max(0, Math.min(wakeAt - Date.now(), longestTimer))));
  }

  clear(key: number): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
