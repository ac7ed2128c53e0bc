import { z } from "zod";
import type { Context } from "@/server/context";
import { runId } from "@/server/domain/ids";
import type { Outcome, OutcomeFile } from "@/server/domain/outcome";
import { AppError } from "@/server/errors";
import { requireRun } from "@/server/runs/require-run";
import { branchOf } from "./git-settings";
import { runGit } from "./run-git";

export const getOutcomeInput = z.strictObject({ runId, against: runId.optional() });

const mostDiff = 400_000;
const mostFiles = 2000;
const quiet = ["--no-ext-diff", "--no-textconv", "--no-renames", "--no-color"];

/** What a run changed in the project's outcome repository: since it began, or against what another run left there. */
export async function getOutcome({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof getOutcomeInput>;
}): Promise<{ outcome: Outcome | null }> {
  const { outcome } = ctx.directories;
  const run = await requireRun(ctx, input.runId);
  const cwd = outcome.dir;
  const to = cwd === undefined ? undefined : await outcome.treeOf(run.id);
  if (cwd === undefined || to === undefined) {
    if (input.against === undefined) return { outcome: null };
    throw new AppError("not-found", `Run ${run.id} left nothing in the outcome repository.`);
  }
  const from = input.against === undefined ? await outcome.startOf(run.id) : await otherTree(ctx, input.against);
  if (from === undefined) return { outcome: null };
  const [status, counts, text] = await Promise.all([
    runGit(["diff", ...quiet, "--name-status", "-z", from, to], { cwd }),
    runGit(["diff", ...quiet, "--numstat", "-z", from, to], { cwd }),
    runGit(["diff", ...quiet, from, to], { cwd, most: mostDiff }),
  ]);
  const files = filesOf(status.text, counts.text);
  return {
    outcome: {
      branch: branchOf(run.id),
      ...(input.against === undefined ? {} : { against: input.against }),
      files: files.slice(0, mostFiles),
      fileCount: files.length,
      diff: text.text,
      truncated: text.truncated || status.truncated || files.length > mostFiles,
    },
  };
}

async function otherTree(ctx: Context, id: string): Promise<string> {
  const tree = await ctx.directories.outcome.treeOf((await requireRun(ctx, id)).id);
  if (tree === undefined) throw new AppError("not-found", `Run ${id} left nothing in the outcome repository.`);
  return tree;
}

const words: Readonly<Record<string, OutcomeFile["change"]>> = { A: "added", D: "removed" };

/** Git's two lists of the same files: what happened to each, and how many lines. Of a binary file lines are not known. */
function filesOf(status: string, counts: string): OutcomeFile[] {
  const lines = new Map(
    counts.split("\0").flatMap((each) => {
      const [added, removed, ...path] = each.split("\t");
      return path.length > 0 ? [[path.join("\t"), { added: Number(added), removed: Number(removed) }] as const] : [];
    }),
  );
  const parts = status.split("\0");
  const files: OutcomeFile[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const path = parts[at + 1] ?? "";
    const count = lines.get(path);
    const known = count && Number.isInteger(count.added) ? { addedLines: count.added, removedLines: count.removed } : {};
    files.push({ path, change: words[parts[at]?.charAt(0) ?? ""] ?? "changed", ...known });
  }
  return files;
}
