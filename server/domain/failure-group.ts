import type { RunStatus } from "./run-status";

/** A failed run, as much of it as says what went wrong. */
export type Failure = {
  runId: string;
  name?: string;
  agentId: string;
  status: Extract<RunStatus, "error" | "timeout">;
  code: string;
  message: string;
  path?: string;
  createdAt: number;
};

/** Runs of one agent that failed alike. `find` is a text all of them say, where there is one. */
export type FailureGroup = Pick<Failure, "agentId" | "status" | "code" | "message" | "path"> & {
  id: string;
  runs: number;
  firstAt: number;
  lastAt: number;
  last: Pick<Failure, "runId" | "name">;
  find?: string;
};

/** What changes from run to run in a message: ids, hashes and numbers. */
const changing = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b(?=[a-f]*\d)[0-9a-f]{10,}\b|\d+(?:[.,]\d+)*/gi;
const mostAlike = 200;
const shortestFound = 4;

/** Newest first as given. A group's place is that of its first failure, so that those going on do not change places. */
export function groupFailures(failures: readonly Failure[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const { runId, name, createdAt, ...what } of failures) {
    const id = JSON.stringify([what.agentId, what.status, what.code, likeness(what.message)]);
    const known = groups.get(id);
    if (known) Object.assign(known, { runs: known.runs + 1, firstAt: Math.min(known.firstAt, createdAt) });
    else {
      const find = commonPart(what.message);
      const last = name === undefined ? { runId } : { runId, name };
      groups.set(id, { id, ...what, runs: 1, firstAt: createdAt, lastAt: createdAt, last, ...(find ? { find } : {}) });
    }
  }
  return [...groups.values()].toSorted((a, b) => b.firstAt - a.firstAt);
}

function likeness(message: string): string {
  return message.replace(changing, "#").slice(0, mostAlike);
}

/** The longest part of it that does not change, and that reads the same where it is stored as JSON. */
function commonPart(message: string): string | undefined {
  const parts = message
    .slice(0, mostAlike)
    .replace(changing, "\n")
    .split(/[\n\r\t"\\]+/)
    .map((part) => part.trim());
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), "");
  return longest.length >= shortestFound ? longest : undefined;
}
