/** What all walks together take of one turn of the event loop. */
const atOnceMs = 4;

let usedMs = 0;
let isCounting = false;
const waiting: (() => void)[] = [];

/** Walks to the end of what takes long, with the event loop free in between, also where many walk at once. */
export async function calmly<Result>(walk: Generator<void, Result>): Promise<Result> {
  for (;;) {
    if (usedMs >= atOnceMs) await nextTurn();
    const began = performance.now();
    const next = walk.next();
    count(performance.now() - began);
    if (next.done) return next.value;
  }
}

function count(ms: number): void {
  usedMs += ms;
  if (isCounting) return;
  isCounting = true;
  setImmediate(() => {
    usedMs = 0;
    isCounting = false;
  });
}

/** One a turn, in the order they came. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(letOneGo);
  });
}

function letOneGo(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(letOneGo);
}
