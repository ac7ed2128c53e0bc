import { formatCount, formatDuration, formatMoment } from "@/server/domain/format";
import type { RunSummary } from "@/server/domain/run";
import type { RunError } from "@/server/domain/run-error";
import type { Step } from "@/server/domain/step";
import { runPath, type Api } from "./api";
import { findRun } from "./find-run";
import { plainLine, type Terminal } from "./terminal";

const mostSteps = 1000;

export async function showRun(terminal: Terminal, api: Api, runId: string, { json }: { json?: boolean }): Promise<number> {
  const run = await findRun(api, runId);
  if (json) {
    terminal.data(JSON.stringify(await api.get<unknown>(runPath(run))));
    return 0;
  }
  const { steps, total } = await api.get<{ steps: Step[]; total: number }>(`${runPath(run)}/steps?limit=${mostSteps}`);
  terminal.data([...headOf(run), "", ...treeOf(steps)].join("\n"));
  if (total > steps.length) terminal.say(`The first ${formatCount(steps.length)} of ${formatCount(total)} steps.`);
  return 0;
}

function headOf(run: RunSummary): string[] {
  const facts: [name: string, value: string | undefined][] = [
    ["run", run.runId],
    ["agent", `${run.agentId} (revision ${run.agentRevision})`],
    ["name", run.name],
    ["status", run.status],
    ["created", formatMoment(run.createdAt)],
    ["duration", formatDuration(run.durationMs)],
    ["recoveries", run.recoveries > 0 ? String(run.recoveries) : undefined],
    ["rerun of", run.rerunOf && [run.rerunOf.runId, run.rerunOf.fromPath].filter(Boolean).join(" from ")],
    ["tokens", run.usage && `${formatCount(run.usage.inputTokens)} in, ${formatCount(run.usage.outputTokens)} out`],
    ["tags", run.tags.length > 0 ? run.tags.join(", ") : undefined],
    ["input", short(run.input)],
    ["result", short(run.result?.data)],
    ["error", run.error && wordsOf(run.error)],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(10)} ${plainLine(value)}`]));
}

const mostShown = 200;

function short(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > mostShown ? `${text.slice(0, mostShown)}… (--json has all of it)` : text;
}

const wordsOf = ({ code, message, path }: RunError): string => `${code}${path === undefined ? "" : ` at ${path}`}: ${message}`;

/** The tree in the order in which siblings began, each step under its parent. */
function treeOf(steps: Step[]): string[] {
  const below = new Map<string | undefined, Step[]>();
  for (const step of steps) {
    const siblings = below.get(step.parentId);
    if (siblings) siblings.push(step);
    else below.set(step.parentId, [step]);
  }
  const lines: string[] = [];
  const open = (below.get(undefined) ?? []).map((step) => ({ step, depth: 0 }));
  for (let next = open.shift(); next; next = open.shift()) {
    const { step, depth } = next;
    lines.push(lineOf(step, depth));
    const children = (below.get(step.id) ?? []).toSorted((a, b) => a.ordinal - b.ordinal);
    open.unshift(...children.map((child) => ({ step: child, depth: depth + 1 })));
  }
  return lines;
}

function lineOf({ path, kind, status, durationMs, error, attempt }: Step, depth: number): string {
  const name = path.slice(path.lastIndexOf(".") + 1);
  const facts = [kind, status, formatDuration(durationMs), ...(attempt > 1 ? [`attempt ${attempt}`] : [])].join(", ");
  return `${"  ".repeat(depth)}${name}  (${facts})${error ? `  ${plainLine(`${error.code}: ${error.message}`)}` : ""}`;
}
