export type Stretch = { fromMs: number; toMs: number };

/** Shorter than this nobody minds; nor less than a part of the whole. */
const leastMs = 1000;
const leastPart = 0.04;
const mostStretches = 20;

/** Kept apart at most; above it the shortest gaps are forgotten, which could not be among the longest. */
const mostBlocks = 4000;

/**
 * When somebody worked: the union of intervals, told in about the order of their begins. It keeps what lies a second apart
 * and no more, so a million steps cost little. Waiting for a person is no work; nor is a step's own time while others
 * inside it work.
 */
export class BusyTime {
  readonly #blocks: Stretch[] = [];
  #apartMs = leastMs;

  add(fromMs: number, toMs: number): void {
    const block = { fromMs, toMs: Math.max(fromMs, toMs) };
    const at = this.#placeOf(block.fromMs - this.#apartMs);
    let behind = at;
    // Where the clock went back, or steps ran side by side, it may reach over several.
    for (let next = this.#blocks[behind]; next && next.fromMs - block.toMs < this.#apartMs; next = this.#blocks[++behind]) {
      block.fromMs = Math.min(block.fromMs, next.fromMs);
      block.toMs = Math.max(block.toMs, next.toMs);
    }
    this.#blocks.splice(at, behind - at, block);
    if (this.#blocks.length > mostBlocks) this.#forgetShort();
  }

  /** The stretches between `startMs` and `endMs` long enough to fold in which nobody worked: the longest, in their order. */
  idle(startMs: number, endMs: number): Stretch[] {
    const least = Math.max(leastMs, (endMs - startMs) * leastPart);
    const stretches: Stretch[] = [];
    let idleFrom = startMs;
    for (const { fromMs, toMs } of [...this.#blocks, { fromMs: endMs, toMs: endMs }]) {
      const idleTo = Math.min(fromMs, endMs);
      if (idleTo - idleFrom >= least) stretches.push({ fromMs: idleFrom, toMs: idleTo });
      idleFrom = Math.max(idleFrom, toMs);
    }
    const longest = stretches.toSorted((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs)).slice(0, mostStretches);
    return longest.toSorted((a, b) => a.fromMs - b.fromMs);
  }

  /** The first block that ends after this. */
  #placeOf(ms: number): number {
    let [low, high] = [0, this.#blocks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#blocks[middle]?.toMs ?? ms) > ms) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #forgetShort(): void {
    const gaps = this.#blocks.map(({ fromMs }, at) => fromMs - (this.#blocks[at - 1]?.toMs ?? fromMs));
    this.#apartMs = Math.max(this.#apartMs + 1, gaps.toSorted((a, b) => a - b)[mostBlocks >> 1] ?? 0);
    const all = this.#blocks.splice(0);
    for (const block of all) {
      const last = this.#blocks.at(-1);
      if (last && block.fromMs - last.toMs < this.#apartMs) last.toMs = block.toMs;
      else this.#blocks.push(block);
    }
  }
}
