/** Numbers that are due at some time; one timer for all, which tells when the next is. */
export class DueTimers {
  readonly #at = new Map<number, number>();
  readonly #tell: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  get size(): number {
    return this.#at.size;
  }

  set(number: number, at: number): void {
    this.#at.set(number, at);
    this.#watch();
  }

  clear(number: number): void {
    this.#at.delete(number);
  }

  /** Those whose time has come. */
  due(): number[] {
    const now = Date.now();
    this.#watch();
    return [...this.#at].filter(([, at]) => at <= now).map(([number]) => number);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#at.clear();
  }

  #watch(): void {
    clearTimeout(this.#timer);
    const now = Date.now();
    let next = Number.POSITIVE_INFINITY;
    for (const at of this.#at.values()) if (at > now && at < next) next = at;
    if (next < Number.POSITIVE_INFINITY) this.#timer = setTimeout(this.#tell, next - now);
  }
}
