import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "@/server/errors";
import type { ThreadAnswer, ThreadData, ThreadOrder } from "./thread";

export type Served<Order, Answer> = { carryOut: (order: Order) => Promise<Answer>; close: () => void };

/** The thread's side of `Thread`: carries out one order after the other, or several at once where they wait for something. */
export async function serveThread<Order, Answer>(
  open: (given: unknown, stopped: () => boolean) => Promise<Served<Order, Answer>>,
): Promise<void> {
  // Linux counts threads: this one steps back behind those that run agents. Elsewhere it would be the whole process.
  if (process.platform === "linux") setPriority(0, 10);
  const { given, stop } = workerData as ThreadData<unknown>;
  const { carryOut, close } = await open(given, () => Atomics.load(stop, 0) === 1);
  const answerTo = async (order: Order): Promise<Omit<ThreadAnswer<Answer>, "id">> => {
    try {
      return { answer: await carryOut(order) };
    } catch (cause) {
      return { fault: messageOf(cause) };
    }
  };
  parentPort?.on("message", ({ id, order }: ThreadOrder<Order>) => {
    if (order !== undefined) {
      void answerTo(order).then((answer) => parentPort?.postMessage({ id, ...answer } satisfies ThreadAnswer<Answer>));
      return;
    }
    close();
    parentPort?.close();
  });
}
