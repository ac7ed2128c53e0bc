import { checkAgainstSchema } from "@/server/agents/check-against-schema";
import { checkRunnable, isSetFor } from "@/server/agents/check-runnable";
import { requireAgent } from "@/server/agents/require-agent";
import { toAgent } from "@/server/agents/to-agent";
import type { Context } from "@/server/context";
import { requireVersion } from "@/server/datasets/require-dataset";
import { walkSmallItems } from "@/server/datasets/walk-items";
import type { JsonSchema } from "@/server/domain/agent";
import { needsExpected } from "@/server/domain/built-in-scorers";
import type { CheckDatasetRunInput, DatasetRunCheck, ItemMisfit } from "@/server/domain/dataset-run";
import type { Json } from "@/server/domain/json";
import { problemOfProfile, resolveProfile, type ProfileOverrides } from "@/server/domain/model-profile";
import { nameOfScorer } from "@/server/domain/score";
import { AppError } from "@/server/errors";
import { problemsOfScorers } from "./check-scorers";
import { chosenIds } from "./failed-items";

/** Past this what is left is said to be unchecked. */
const longestMs = 10_000;
const mostMisfits = 50;

type AgentRow = Awaited<ReturnType<typeof requireAgent>>;
type Call = { ctx: Context; input: CheckDatasetRunInput; signal?: AbortSignal };

/** What would come of a dataset run, as far as that can be said without running the agent. */
export async function checkDatasetRun({ ctx, input, signal }: Call): Promise<DatasetRunCheck> {
  const { itemCount: all, range } = await requireVersion(ctx, input.datasetId, input.version);
  const agent = await requireAgent(ctx, input.agentId);
  const { inputSchema } = toAgent(agent);
  const ids = await chosenIds(ctx, input);
  const own = ctx.engine.project().scorers.map(({ id }) => id);
  const scorers = input.scorers ?? [];
  const agentProblem = whyNot(() => checkRunnable(ctx, agent, input.profiles ?? {}));
  const found = await lookAtItems({ ctx, range, ids, schema: inputSchema, signal });
  const itemCount = ids ? found.count : all;
  return {
    itemCount,
    missingCount: ids ? ids.length - found.count : 0,
    misfitCount: found.misfitCount,
    misfits: found.misfits,
    uncheckedCount: itemCount - found.checked,
    withoutExpectedCount: found.withoutExpected,
    needExpected: scorers.filter((choice) => needsExpected(choice, own)).map(nameOfScorer),
    scorerProblems: problemsOfScorers(ctx, scorers).map(({ at, message }) => ({ scorer: scorers[at]?.id ?? "", message })),
    ...(agentProblem === undefined ? {} : { agentProblem }),
    profiles: profilesOf(ctx, agent, input.profiles ?? {}),
    profileNames: Object.keys(ctx.engine.project().models),
  };
}

type Look = {
  ctx: Context;
  range: Parameters<typeof walkSmallItems>[1];
  ids: string[] | undefined;
  schema: JsonSchema;
  signal: AbortSignal | undefined;
};

async function lookAtItems({ ctx, range, ids, schema, signal }: Look) {
  const until = performance.now() + longestMs;
  const seen = { count: 0, checked: 0, misfitCount: 0, misfits: [] as ItemMisfit[], withoutExpected: 0 };
  for await (const { rows, large } of walkSmallItems(ctx, range, ids)) {
    // Of chosen ones all are counted, also when there is no time to look into them.
    seen.count += rows.length + large;
    if (performance.now() > until || signal?.aborted) {
      if (ids && !signal?.aborted) continue;
      break;
    }
    for (const row of rows) {
      seen.checked++;
      if (row.expected === null) seen.withoutExpected++;
      const [fault] = checkAgainstSchema(schema, JSON.parse(row.input) as Json, "input");
      if (!fault) continue;
      seen.misfitCount++;
      if (seen.misfits.length < mostMisfits) seen.misfits.push({ itemId: row.id, ...fault });
    }
  }
  return seen;
}

/** The profiles the agent says it uses, as this run would see them. */
function profilesOf(ctx: Context, agent: AgentRow, overrides: ProfileOverrides): DatasetRunCheck["profiles"] {
  const { models, uses } = ctx.engine.project();
  return (uses.get(agent.id) ?? []).map((name) => {
    const resolved = resolveProfile(models, overrides, name);
    if ("problem" in resolved) return { name, problem: resolved.problem };
    const { profile } = resolved;
    const problem = problemOfProfile(name, profile, isSetFor(ctx, agent));
    return { name, model: profile.model, ...(problem === undefined ? {} : { problem }) };
  });
}

function whyNot(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.status < 500) return thrown.message;
    throw thrown;
  }
}
