import { z } from "zod";
import { plainText } from "./ids";
import { json, type Json } from "./json";

const earliest = Date.UTC(1971, 0);
const latest = Date.UTC(2300, 0);
const isTime = (ms: number): boolean => ms >= earliest && ms < latest;

const moment = z
  .union([
    z.number(),
    z
      .string()
      .max(60)
      .transform((text) => Date.parse(text)),
  ])
  .refine(isTime, "is no moment: epoch milliseconds or an ISO 8601 text")
  .transform(Math.round);

const mostOfId = 256;

/** A row of ElizaOS's `logs` table. Fields it has besides are of no use here. */
export const elizaLog = z.object({
  type: plainText(200),
  body: json
    .refine((value) => value !== null && typeof value === "object" && !Array.isArray(value), "must be an object")
    .transform((value) => value as Record<string, Json>),
  createdAt: moment.nullish(),
  entityId: plainText(mostOfId).nullish(),
  roomId: plainText(mostOfId).nullish(),
});
export type ElizaLog = z.output<typeof elizaLog>;

/** For who reads of it: the handler reads the body row by row. */
export const elizaLogsBody = z.strictObject({ logs: z.array(elizaLog) });

export const elizaLogsTaken = z
  .strictObject({
    agentId: z.string().describe("What the agent is called here"),
    received: z.number(),
    added: z.number().describe("Rows that were not known"),
    known: z.number().describe("Rows that had come before, or are twice in this request"),
    ignored: z
      .array(
        z.strictObject({
          why: z.string(),
          rows: z.number(),
          first: z.string().describe("Where the first of them stands, as logs.3"),
        }),
      )
      .describe("Rows that belong to no run, and why"),
  })
  .meta({ id: "LogsTaken" });
export type ElizaLogsTaken = z.output<typeof elizaLogsTaken>;

/** A row as it is kept: with the run it names, and the moment it stands for. */
export type ElizaRow = Pick<ElizaLog, "type" | "body"> & {
  hash: string;
  runId: string;
  at: number;
  entityId?: string;
  roomId?: string;
};
