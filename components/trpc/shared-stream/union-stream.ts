import { createTRPCClient, httpSubscriptionLink } from "@trpc/client";
import type { AppRouter } from "@/server/router";
import type { Item, Line, WireSub } from "./words";

/** What comes close together is opened together: the tabs of a window that opens, the parts of a page. */
const gatherMs = 50;
/** Their address has to get through proxies too. */
const mostAtOnce = 50;
const retryMs = (attempt: number): number => Math.min(15_000, 500 * 2 ** Math.min(attempt, 5));

type Ears = { item: (item: Item) => void; line: (line: Line) => void };

/** The one stream to the console: opened again, from where each has come to, whenever others are wanted. */
export class UnionStream {
  readonly #client;
  readonly #wanted: () => WireSub[];
  readonly #ears: Ears;
  #flowing = new Set<string>();
  #stream: { unsubscribe: () => void } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  constructor(url: string, wanted: () => WireSub[], ears: Ears) {
    this.#client = createTRPCClient<AppRouter>({ links: [httpSubscriptionLink({ url })] });
    this.#wanted = wanted;
    this.#ears = ears;
  }

  /** Others may be wanted than before. */
  change(): void {
    const subs = this.#next();
    if (subs.length === this.#flowing.size && subs.every(({ id }) => this.#flowing.has(id))) return;
    this.#timer ??= setTimeout(() => this.#open(), gatherMs);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const stream = this.#stream;
    this.#stream = undefined;
    this.#flowing.clear();
    stream?.unsubscribe();
  }

  #next(): WireSub[] {
    return this.#wanted().slice(0, mostAtOnce);
  }

  #open(): void {
    this.close();
    const subs = this.#next();
    if (subs.length === 0) return;
    this.#flowing = new Set(subs.map(({ id }) => id));
    // What an earlier stream may still say is void.
    const flowing = this.#flowing;
    const ifCurrent =
      <Args extends unknown[]>(take: (...args: Args) => void) =>
      (...args: Args): void => {
        if (flowing === this.#flowing && this.#stream) take(...args);
      };
    this.#stream = this.#client.live.watch.subscribe(
      { subs },
      {
        onStarted: ifCurrent(() => {
          this.#failures = 0;
          this.#ears.line({ up: true });
        }),
        onData: ifCurrent(({ data }: { data: Item }) => this.#take(data)),
        onConnectionStateChange: ifCurrent(({ state, error }) => {
          if (state === "connecting" && error) this.#ears.line({ up: false, why: error.message });
        }),
        // An answer that is no stream: the console starting again, a proxy's 502.
        onError: ifCurrent((error) => this.#openLater(error.message)),
        onComplete: ifCurrent(() => {
          if (flowing.size > 0) this.#openLater("The console ended the stream");
        }),
      },
    );
  }

  #take(item: Item): void {
    if (!("data" in item)) this.#flowing.delete(item.id);
    this.#ears.item(item);
  }

  #openLater(why: string): void {
    this.close();
    this.#ears.line({ up: false, why });
    this.#timer = setTimeout(() => this.#open(), retryMs(this.#failures++));
  }
}
