import type { ElizaRow } from "@/server/domain/eliza-log";
import type { ForeignRun, ForeignStep } from "@/server/domain/foreign-run";
import { sortInParts } from "@/server/domain/sort-in-parts";
import { fieldsIn, textIn, type Fields } from "./fields";
import { actionOf, mapAction } from "./map-action";
import { actionAround, beginOfCall, isModelCall, mapRow } from "./map-row";
import { idsOf, mapRunEvents, type RunEvents } from "./map-run-events";

type Known = {
  runId: string;
  agentId: string;
  /** All rows of the run, and of the plans that have no run of their own. */
  rows: readonly ElizaRow[];
  parentRunId?: string;
};

const restEvery = 100;

/** A run as its rows tell of it: which of them came when makes no difference. Whoever runs it may rest at each `yield`. */
export function* mapElizaRun({ runId, agentId, rows, parentRunId }: Known): Generator<void, ForeignRun> {
  const inOrder = yield* sortInParts(rows, (a, b) => a.at - b.at || (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0));
  const own = inOrder.filter((row) => row.runId === runId);
  const steps = yield* stepsOf(inOrder);
  const events = mapRunEvents(own) ?? limited(steps);
  const begins = steps.map(({ startedAt }) => startedAt);
  const startedAt = events.startedAt ?? begins.reduce((a, b) => Math.min(a, b), inOrder[0]?.at ?? 0);
  const message = messageIn(inOrder);
  const { metadata, ...ending } = events;
  return {
    source: "elizaos",
    runId,
    agentId,
    agentName: agentNameIn(inOrder) ?? agentId,
    createdAt: startedAt,
    ...ending,
    startedAt,
    ...idsOf(inOrder),
    ...(message ? { input: { message }, ...nameOf(message) } : {}),
    ...(parentRunId === undefined ? {} : { parentRunId }),
    tags: [],
    metadata,
    attributes: metadata,
    steps,
  };
}

function* stepsOf(rows: readonly ElizaRow[]): Generator<void, ForeignStep[]> {
  const steps: ForeignStep[] = [];
  const actions = new Map<string, ElizaRow[]>();
  const firstCalls = new Map<string, number>();
  const thoughts = new Map<string, ForeignStep>();
  for (const [at, row] of rows.entries()) {
    if (at % restEvery === 0) yield;
    if (row.type === "run_event") continue;
    const actionId = actionOf(row);
    if (actionId === undefined) steps.push(mapRow(row));
    else addTo(actions, actionId, row);
    const around = isModelCall(row) ? actionAround(row) : undefined;
    if (around !== undefined) firstCalls.set(around, Math.min(firstCalls.get(around) ?? Infinity, beginOfCall(row)));
  }
  for (const [actionId, ofIt] of actions) {
    const action = mapAction({ actionId, rows: ofIt, firstCall: firstCalls.get(actionId) });
    steps.push(action);
    const thought = thoughtOf(action, ofIt);
    if (thought && thought.startedAt < (thoughts.get(thought.id)?.startedAt ?? Infinity)) thoughts.set(thought.id, thought);
    if (steps.length % restEvery === 0) yield;
  }
  return [...steps, ...thoughts.values()];
}

function addTo(actions: Map<string, ElizaRow[]>, actionId: string, row: ElizaRow): void {
  const known = actions.get(actionId);
  if (known) known.push(row);
  else actions.set(actionId, [row]);
}

/** What a plan was thought of as: once a plan and thought, where its first action began. */
function thoughtOf({ startedAt, attributes }: ForeignStep, rows: readonly ElizaRow[]): ForeignStep | undefined {
  const text = textIn(attributes ?? {}, "planThought");
  if (text === undefined) return undefined;
  // Of the same moment as the action, and before it: the thought came first.
  const id = `#thought:${rows[0]?.runId}:${text}`;
  return { id, kind: "planning", name: "planning", status: "completed", startedAt, endedAt: startedAt, output: text };
}

/** Old logs have no rows of the run itself: what is known is what was done, from its first moment to its last. */
function limited(steps: readonly ForeignStep[]): RunEvents {
  let endedAt = 0;
  for (const step of steps) endedAt = Math.max(endedAt, step.endedAt ?? step.startedAt);
  return { status: "completed", endedAt, metadata: { limited: true } };
}

/** The message it was about, as its actions and evaluators were given it. */
function messageIn(rows: readonly ElizaRow[]): Fields | undefined {
  for (const { type, body } of rows) {
    const message = type === "action" || type === "evaluator" ? fieldsIn(body, "message") : undefined;
    if (message) return message;
  }
  return undefined;
}

const longestName = 80;

/** Runs of one agent are told apart by what they were asked. */
function nameOf(message: Fields): { name?: string } {
  const text = textIn(fieldsIn(message, "content") ?? {}, "text")
    ?.replace(/\s+/g, " ")
    .trim();
  if (!text) return {};
  return { name: text.length > longestName ? `${text.slice(0, longestName - 1)}…` : text };
}

/** What the agent is called: its id says nothing to people. */
function agentNameIn(rows: readonly ElizaRow[]): string | undefined {
  for (const { body } of rows) {
    const state = fieldsIn(body, "state") ?? {};
    const name = textIn(body, "agentName") ?? textIn(fieldsIn(state, "values") ?? {}, "agentName");
    if (name !== undefined) return name;
  }
  return undefined;
}
