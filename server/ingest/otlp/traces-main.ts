import { serveThread } from "@/server/threads/serve-thread";
import { readBatch, type ReadBatch, type TraceBody } from "./read-batch";

/** The thread that unpacks and reads bodies of spans, which may be large and may be anything. */
await serveThread<TraceBody, ReadBatch>(async () => ({
  carryOut: async (body) => readBatch(body),
  close: () => undefined,
}));
