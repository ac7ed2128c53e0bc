/** One line of a table: what was measured, against what, and whether the contract's goal is met. */
export type Row = { name: string; value: string; baseline: string; ratio: number | undefined; goal: string; met: boolean };

export type Bench = { name: string; run: (options: { quick: boolean }) => Promise<Row[]> };

export function median(values: number[]): number {
  const sorted = [...values].toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function percentile(values: number[], part: number): number {
  const sorted = [...values].toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Milliseconds a piece of work takes. */
export async function time(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** How late the event loop is, while something else goes on: the longest and the 99th percentile. */
export function watchEventLoop(): () => { p99: number; max: number } {
  const lags: number[] = [];
  let due = performance.now() + 5;
  const timer = setInterval(() => {
    const now = performance.now();
    lags.push(Math.max(0, now - due));
    due = now + 5;
  }, 5);
  return () => {
    clearInterval(timer);
    return { p99: percentile(lags, 0.99), max: Math.max(0, ...lags) };
  };
}

export const perSecond = (count: number, ms: number): number => Math.round((count / ms) * 1000);
export const rounded = (number: number): string => Math.round(number).toLocaleString("en-US");
