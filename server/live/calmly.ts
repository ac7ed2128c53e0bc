const atOnceMs = 4;

/** Walks to the end of what takes long, with the event loop free in between. */
export async function calmly<Result>(walk: Generator<void, Result>): Promise<Result> {
  let began = performance.now();
  for (;;) {
    const next = walk.next();
    if (next.done) return next.value;
    if (performance.now() - began < atOnceMs) continue;
    await new Promise((resolve) => setImmediate(resolve));
    began = performance.now();
  }
}
