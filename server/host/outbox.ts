import type { FromHost, Report } from "@/server/domain/host-protocol";

type Numbered = { report: Report; bytes: number };

/** What may be under way without the console's word that it is durable; past it, steps wait to begin. */
const mostUnderWay = 4000;
const mostBytesUnderWay = 16_000_000;
/** Of many reports at once the first go ahead, so that the console records them while the code here goes on. */
const mostInOne = 16;

/**
 * Reports on their way to the console, numbered in one line for the whole host: one number back says that everything up
 * to it is durable. All that is reported within a turn of the event loop goes as one message.
 */
export class Outbox {
  readonly #send: (message: FromHost) => void;
  readonly #queue: Numbered[] = [];
  readonly #sentWaiters: { number: number; resolve: () => void }[] = [];
  readonly #durableWaiters: { number: number; resolve: () => void }[] = [];
  readonly #bytesUnderWay: { upTo: number; bytes: number }[] = [];
  #given = 0;
  #sent = 0;
  #durable = 0;
  #bytes = 0;
  #scheduled = false;

  constructor(send: (message: FromHost) => void) {
    this.#send = send;
  }

  /** Puts a report in line; its number is for `sent` and `durable`. */
  put(report: Report, bytes: number): number {
    this.#queue.push({ report, bytes });
    if (!this.#scheduled) {
      this.#scheduled = true;
      process.nextTick(() => this.#flush());
    }
    this.#given++;
    if (this.#queue.length >= mostInOne) this.#flush();
    return this.#given;
  }

  /** Says what is not recorded, past the line: what was put in line before may go out later. Await that where order matters. */
  tell(message: Exclude<FromHost, { type: "reports" }>): void {
    this.#send(message);
  }

  /** Resolves once the report has left this process: a crash from now on finds its begin recorded. */
  sent(number: number): Promise<void> {
    if (number <= this.#sent) return Promise.resolve();
    return new Promise((resolve) => this.#sentWaiters.push({ number, resolve }));
  }

  durable(number: number): Promise<void> {
    return new Promise((resolve) => this.#durableWaiters.push({ number, resolve }));
  }

  becameDurable(upTo: number): void {
    this.#durable = Math.max(this.#durable, upTo);
    while (this.#bytesUnderWay[0] && this.#bytesUnderWay[0].upTo <= this.#durable)
      this.#bytes -= this.#bytesUnderWay.shift()?.bytes ?? 0;
    settle(this.#durableWaiters, this.#durable);
    this.#flush();
  }

  /** Resolves when everything given so far is durable. */
  async drain(): Promise<void> {
    if (this.#durable < this.#given) await this.durable(this.#given);
  }

  #flush(): void {
    this.#scheduled = false;
    const reports: Report[] = [];
    let bytes = 0;
    let count = 0;
    for (const next of this.#queue) {
      const underWay = this.#sent + count - this.#durable;
      if (underWay >= mostUnderWay || (underWay > 0 && this.#bytes + bytes + next.bytes > mostBytesUnderWay)) break;
      reports.push(next.report);
      bytes += next.bytes;
      count++;
    }
    if (count === 0) return;
    this.#queue.splice(0, count);
    this.#sent += count;
    this.#bytes += bytes;
    this.#bytesUnderWay.push({ upTo: this.#sent, bytes });
    this.#send({ type: "reports", upTo: this.#sent, reports });
    settle(this.#sentWaiters, this.#sent);
  }
}

/** Waiters stand in order of their numbers, near enough: those for whom it is time go first. */
function settle(waiters: { number: number; resolve: () => void }[], upTo: number): void {
  let ready = 0;
  for (const waiter of waiters) {
    if (waiter.number > upTo) break;
    ready++;
  }
  for (const waiter of waiters.splice(0, ready)) waiter.resolve();
}
