import type { DatasetRunCheck } from "@/server/domain/dataset-run";
import { formatCount } from "@/server/domain/format";

/** `bad` keeps a run from starting; `warn` is said, and left to the person. */
export type CheckLine = { kind: "fine" | "warn" | "bad"; words: string; about?: "misfits" };

/** What a check found, line by line; what is in the way comes first. */
export function linesOf(check: DatasetRunCheck): CheckLine[] {
  const lines = [...itemLines(check), ...fitLines(check), ...modelLines(check), ...scorerLines(check)];
  const order = { bad: 0, warn: 1, fine: 2 };
  return lines.toSorted((a, b) => order[a.kind] - order[b.kind]);
}

export function isBlocked(check: DatasetRunCheck): boolean {
  return linesOf(check).some(({ kind }) => kind === "bad");
}

const items = (count: number): string => `${formatCount(count)} ${count === 1 ? "item" : "items"}`;

function itemLines({ itemCount, missingCount }: DatasetRunCheck): CheckLine[] {
  if (missingCount > 0)
    return [
      {
        kind: "bad",
        words: `${items(missingCount)} of the selection ${missingCount === 1 ? "is" : "are"} not in this version: choose another version, or other items`,
      },
    ];
  return itemCount === 0 ? [{ kind: "bad", words: "There are no items to run over: add some, or choose another version" }] : [];
}

function fitLines({ itemCount, misfitCount, uncheckedCount }: DatasetRunCheck): CheckLine[] {
  const checked = itemCount - uncheckedCount;
  const unchecked: CheckLine[] =
    uncheckedCount > 0
      ? [{ kind: "warn", words: `${items(uncheckedCount)} not checked: too large, or too many to look at now` }]
      : [];
  if (checked === 0) return unchecked;
  const fit: CheckLine =
    misfitCount === 0
      ? {
          kind: "fine",
          words: checked === 1 ? "1 item fits the agent’s input schema" : `${items(checked)} fit the agent’s input schema`,
        }
      : {
          kind: "warn",
          words: `${formatCount(misfitCount)} of ${items(checked)} ${misfitCount === 1 ? "does" : "do"} not fit the agent’s input schema and will end as errors.`,
          about: "misfits",
        };
  return [fit, ...unchecked];
}

function modelLines({ agentProblem, profiles }: DatasetRunCheck): CheckLine[] {
  if (agentProblem !== undefined) return [{ kind: "bad", words: agentProblem }];
  return profiles.map(({ name, model }) => ({
    kind: "fine",
    words: `profile “${name}” is set${model === undefined ? "" : ` (${model})`}`,
  }));
}

function scorerLines({ scorerProblems, needExpected, withoutExpectedCount }: DatasetRunCheck): CheckLine[] {
  const problems = scorerProblems.map(({ message }): CheckLine => ({ kind: "bad", words: message }));
  if (needExpected.length === 0 || withoutExpectedCount === 0) return problems;
  return [
    ...problems,
    {
      kind: "warn",
      words: `${items(withoutExpectedCount)} ${withoutExpectedCount === 1 ? "says" : "say"} nothing of what is expected: no score there from ${needExpected.join(", ")}`,
    },
  ];
}
