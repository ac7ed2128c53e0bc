import type { ElizaRow } from "@/server/domain/eliza-log";
import type { ForeignRun } from "@/server/domain/foreign-run";
import { foreignId } from "@/server/domain/ids";
import type { Json } from "@/server/domain/json";
import { fieldsIn, messageIn, pick, spanIn, textIn, timeIn, type Fields } from "./fields";

type Ids = Pick<ForeignRun, "roomId" | "entityId" | "messageId">;
export type RunEvents = Pick<ForeignRun, "status" | "error" | "metadata"> & { startedAt?: number; endedAt?: number };

/** What a run's own rows say of it, the rows in the order of time; nothing where there are none, as in old logs. */
export function mapRunEvents(rows: readonly ElizaRow[]): RunEvents | undefined {
  const events = rows.filter(({ type }) => type === "run_event");
  if (events.length === 0) return undefined;
  const begins = events.flatMap(({ body, at }) => timeIn(body, "startTime") ?? (isBegin(body) ? at : []));
  const end = latestEnd(events);
  const ending: Ending = end ? endingOf(end.body) : { status: "running" };
  const { status, error, said } = ending;
  return {
    status,
    ...(error ? { error } : {}),
    metadata: { ...metadataOf(events), ...(said === undefined ? {} : { elizaStatus: said }) },
    ...(begins.length > 0 ? { startedAt: begins.reduce((a, b) => Math.min(a, b)) } : {}),
    ...(end ? { endedAt: endOf(end) } : {}),
  };
}

/** Lists carry it, so it stays small. */
const mostMetadata = 16 * 1024;

function metadataOf(events: readonly ElizaRow[]): Record<string, Json> {
  const told = events.flatMap(({ body }) => {
    const own = fieldsIn(body, "metadata") ?? {};
    return Object.entries({ ...(JSON.stringify(own).length <= mostMetadata ? own : {}), ...pick(body, "source") });
  });
  return Object.fromEntries(told);
}

const isBegin = (body: Fields): boolean => textIn(body, "status") === "started";

function endOf({ body, at }: ElizaRow): number {
  const [startTime, duration] = [timeIn(body, "startTime"), spanIn(body, "duration")];
  const known = timeIn(body, "endTime");
  return known ?? (startTime !== undefined && duration !== undefined ? startTime + duration : at);
}

/** Of several the latest is the true one. */
function latestEnd(events: readonly ElizaRow[]): ElizaRow | undefined {
  const ends = events.filter(({ body }) => !isBegin(body));
  return ends.toSorted((a, b) => endOf(b) - endOf(a) || (a.hash < b.hash ? -1 : 1))[0];
}

type Ending = { status: ForeignRun["status"]; error?: { code: string; message: string }; said?: string };

/** A word that is none of these is of a run that ended without doing anything: the word is kept. */
function endingOf(body: Fields): Ending {
  const word = textIn(body, "status") ?? "";
  const message = messageIn(body, "error");
  const said = ["completed", "error", "timeout"].includes(word) ? {} : { said: word };
  if (word === "timeout")
    return { status: "timeout", error: { code: "TIMEOUT", message: message ?? "The run did not end in its time." } };
  if (message !== undefined || word === "error")
    return {
      status: "error",
      error: { code: "ERROR", message: message ?? "The run failed, and its log does not say why." },
      ...said,
    };
  return { status: "completed", ...said };
}

/** Whose message it was about, and where: what the run's own rows say goes before what others do. */
export function idsOf(rows: readonly ElizaRow[]): Ids {
  const inOrder = [...rows.filter(({ type }) => type === "run_event"), ...rows];
  const ids: Ids = {};
  for (const name of ["roomId", "entityId", "messageId"] as const)
    for (const { body, roomId, entityId } of inOrder) {
      const given = textIn(body, name) ?? (name === "roomId" ? roomId : name === "entityId" ? entityId : undefined);
      const id = foreignId.safeParse(given);
      if (!id.success) continue;
      ids[name] = id.data;
      break;
    }
  return ids;
}
