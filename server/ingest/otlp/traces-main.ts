import { openReader } from "@/db/open-reader";
import { serveThread } from "@/server/threads/serve-thread";
import { readBatch } from "./read-batch";
import { TraceReader } from "./trace-reader";
import type { TraceAnswer, TraceOrder, TracesGiven } from "./trace-orders";

/** The threads that read bodies of spans, which may be large and may be anything, and make runs of what is stored of them. */
await serveThread<TraceOrder, TraceAnswer>(async (given) => {
  const { databaseFile } = given as TracesGiven;
  const db = await openReader(databaseFile, { of: "thread" });
  const reader = new TraceReader(db);
  return {
    carryOut: async (order) => {
      if (order.do === "read") return { batch: readBatch(order.body) };
      if (order.do === "values") return { values: await reader.values(order) };
      return order.do === "assemble" ? reader.assemble(order) : { steps: reader.next(order.ticket) };
    },
    close: () => db.close(),
  };
});
