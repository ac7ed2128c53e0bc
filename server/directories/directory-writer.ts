import { Worker } from "node:worker_threads";
import type { DirectoryOrder } from "./write-directory";

export type DirectoryWriterData = { databaseFile: string; stop: Int32Array<SharedArrayBuffer> };
/** Without an order it is to end. */
export type WriterOrder = { id: number; order?: DirectoryOrder };
export type WriterAnswer = { id: number; fault?: string };

type Waiting = { resolve: () => void; reject: (cause: Error) => void };

/**
 * A thread that writes run directories. A run has some twenty small files: each costs the disk's time, and here the event
 * loop is spared all of it. Started when it is first needed; one that is gone is replaced by the next order.
 */
export class DirectoryWriter {
  readonly #file: string;
  readonly #databaseFile: string;
  readonly #stop = new Int32Array(new SharedArrayBuffer(4));
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #orders = 0;

  constructor(file: string, databaseFile: string) {
    this.#file = file;
    this.#databaseFile = databaseFile;
  }

  write(order: DirectoryOrder): Promise<void> {
    if (Atomics.load(this.#stop, 0) === 1) return Promise.reject(new Error("the console is stopping"));
    const id = ++this.#orders;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker ??= this.#start();
      this.#worker.postMessage({ id, order } satisfies WriterOrder);
    });
  }

  /** What is being written is left where it is: its mark is missing, and the next start sees that. */
  async stop(): Promise<void> {
    Atomics.store(this.#stop, 0, 1);
    const worker = this.#worker;
    if (!worker) return;
    const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    worker.postMessage({ id: 0 } satisfies WriterOrder);
    await ended;
  }

  #start(): Worker {
    const workerData: DirectoryWriterData = { databaseFile: this.#databaseFile, stop: this.#stop };
    const worker = new Worker(this.#file, { workerData });
    let fault = "it ended";
    worker.on("message", ({ id, fault: said }: WriterAnswer) => this.#settle(id, said));
    worker.on("error", (cause) => (fault = cause.message));
    worker.on("exit", () => {
      if (this.#worker === worker) this.#worker = undefined;
      for (const id of this.#waiting.keys()) this.#settle(id, `the thread that writes directories is gone: ${fault}`);
    });
    return worker;
  }

  #settle(id: number, fault: string | undefined): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (fault === undefined) waiting?.resolve();
    else waiting?.reject(new Error(fault));
  }
}
