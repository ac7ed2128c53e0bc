import { Worker } from "node:worker_threads";

export type ThreadData<Given> = { given: Given; stop: Int32Array<SharedArrayBuffer> };
/** Without an order it is to end. */
export type ThreadOrder<Order> = { id: number; order?: Order };
export type ThreadAnswer<Answer> = { id: number; answer?: Answer; fault?: string };

type Waiting<Answer> = { resolve: (answer: Answer) => void; reject: (cause: Error) => void };
/** Little of what a thread makes lives long; left to itself its heap would take what the console may have. */
const maxYoungGenerationSizeMb = 8;

type Options<Given> = { what: string; file: string; given: Given };

/**
 * A thread of ours, for work that would hold the event loop. Started when it is first needed; one that is gone is replaced
 * by the next order. The other side is `serveThread`.
 */
export class Thread<Given, Order, Answer> {
  readonly #options: Options<Given>;
  readonly #stop = new Int32Array(new SharedArrayBuffer(4));
  readonly #waiting = new Map<number, Waiting<Answer>>();
  #worker: Worker | undefined;
  #orders = 0;

  constructor(options: Options<Given>) {
    this.#options = options;
  }

  ask(order: Order): Promise<Answer> {
    if (Atomics.load(this.#stop, 0) === 1) return Promise.reject(new Error("the console is stopping"));
    const id = ++this.#orders;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker ??= this.#start();
      this.#worker.postMessage({ id, order } satisfies ThreadOrder<Order>);
    });
  }

  /** What is under way is left where it is. */
  async stop(): Promise<void> {
    Atomics.store(this.#stop, 0, 1);
    const worker = this.#worker;
    if (!worker) return;
    const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    worker.postMessage({ id: 0 } satisfies ThreadOrder<Order>);
    await ended;
  }

  #start(): Worker {
    const { what, file, given } = this.#options;
    const workerData: ThreadData<Given> = { given, stop: this.#stop };
    const worker = new Worker(file, { workerData, resourceLimits: { maxYoungGenerationSizeMb } });
    let how = "it ended";
    worker.on("message", (answer: ThreadAnswer<Answer>) => this.#settle(answer));
    worker.on("error", (cause) => (how = cause.message));
    worker.on("exit", () => {
      if (this.#worker === worker) this.#worker = undefined;
      for (const id of this.#waiting.keys()) this.#settle({ id, fault: `the thread that ${what} is gone: ${how}` });
    });
    return worker;
  }

  #settle({ id, answer, fault }: ThreadAnswer<Answer>): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (fault === undefined) waiting?.resolve(answer as Answer);
    else waiting?.reject(new Error(fault));
  }
}
