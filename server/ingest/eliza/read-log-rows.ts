import { createHash } from "node:crypto";
import { elizaLog, type ElizaLog, type ElizaRow } from "@/server/domain/eliza-log";
import { runId } from "@/server/domain/ids";
import { findInexactNumber } from "@/server/domain/inexact-number";
import type { Json } from "@/server/domain/json";
import { AppError, type FieldFault } from "@/server/errors";
import { fieldsIn, textIn, timeIn } from "./fields";
import { parentOf } from "./parent-of";
import { splitLogs } from "./split-logs";

export type ReadRow = ElizaRow | { ignored: string };

const mostFaults = 50;

/** The rows of a request, one by one: whoever walks them may rest. Refused as a whole where one has a wrong shape. */
export function* readLogRows(text: string, arrivedAt: number): Generator<void, ReadRow[]> {
  const rows: ReadRow[] = [];
  const faults: FieldFault[] = [];
  let at = 0;
  for (const row of splitLogs(text)) {
    yield;
    if (row === undefined) continue;
    const read = readRow(row, `logs.${at++}`);
    if (!("row" in read)) faults.push(...read.faults);
    else if (faults.length === 0) rows.push(toRow(read.row, arrivedAt));
    if (faults.length >= mostFaults) break;
  }
  const [first] = faults;
  if (first) throw new AppError("bad-input", `${first.path} ${first.message}. Nothing was taken.`, { faults });
  return rows;
}

function readRow(text: string, path: string): { row: ElizaLog } | { faults: FieldFault[] } {
  const fault = (message: string) => ({ faults: [{ path, message }] });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return fault(`is not JSON: ${cause instanceof Error ? cause.message : "it does not parse"}`);
  }
  const inexact = findInexactNumber(text);
  if (inexact !== undefined)
    return fault(`holds a number that JSON cannot carry exactly: ${inexact.slice(0, 60)}. Send it as text`);
  const parsed = elizaLog.safeParse(value);
  if (parsed.success) return { row: parsed.data };
  const faults = parsed.error.issues.map((issue) => ({ path: [path, ...issue.path].join("."), message: issue.message }));
  return { faults: faults.slice(0, mostFaults) };
}

const ruleOfIds = "cannot be a run's id here: that is up to 200 of A-Z a-z 0-9 _ -.";

function toRow({ type, body, createdAt, entityId, roomId }: ElizaLog, arrivedAt: number): ReadRow {
  if (isStartUp(body)) return { ignored: "It is of the agent's start, and so of no run." };
  const id = textIn(body, "runId");
  if (id === undefined) return { ignored: "It names no run: body.runId is missing." };
  if (!runId.safeParse(id).success) return { ignored: `body.runId ${ruleOfIds}` };
  if (!runId.optional().safeParse(parentOf({ type, body }, id)).success) return { ignored: `body.parentRunId ${ruleOfIds}` };
  return {
    type,
    body,
    runId: id,
    at: createdAt ?? ownTime(body) ?? arrivedAt,
    hash: hashOf([type, body, createdAt ?? null, entityId ?? null, roomId ?? null]),
    ...(entityId ? { entityId } : {}),
    ...(roomId ? { roomId } : {}),
  };
}

function isStartUp(body: ElizaLog["body"]): boolean {
  const marks = [textIn(body, "purpose"), textIn(body, "source"), textIn(fieldsIn(body, "params") ?? {}, "purpose")];
  return marks.includes("system_init");
}

const ownTime = (body: ElizaLog["body"]): number | undefined =>
  timeIn(body, "timestamp") ?? timeIn(body, "endTime") ?? timeIn(body, "startTime");

/** Of what is said, not of how it is written: the same row is the same row, whatever the order of its fields. */
function hashOf(value: Json): string {
  return createHash("sha256").update(canonical(value)).digest("base64url").slice(0, 24);
}

function canonical(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(",")}}`;
}
