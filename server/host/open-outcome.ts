import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { gitEnv, gitSettings, startRefOf } from "@/server/directories/git-settings";
import type { OutcomePlace } from "@/server/domain/host-protocol";
import { messageOf } from "@/server/errors";

/**
 * The run's own working tree of the outcome repository, on its own branch, so that runs at the same time never mix. One left
 * by a crash, or by waiting, is taken up as it is. Git is waited for: a property cannot be a promise, and it is quick.
 */
export function openOutcome({ repository, worktree, branch, from }: OutcomePlace): string | undefined {
  try {
    if (!existsSync(join(repository, ".git")) || !has(repository, "main")) createRepository(repository);
    if (isWhole(worktree)) return worktree;
    rmSync(worktree, { recursive: true, force: true });
    mkdirSync(dirname(worktree), { recursive: true });
    git(repository, "worktree", "prune");
    const start = [branch, ...from, "main"].find((each) => has(repository, each)) ?? "main";
    git(repository, "worktree", "add", "--quiet", ...(start === branch ? [worktree, branch] : ["-b", branch, worktree, start]));
    // From where it began is not to be told from the branches later: they go on.
    if (start !== branch) git(repository, "update-ref", startRefOf(branch), `refs/heads/${start}`);
    return worktree;
  } catch (cause) {
    // Without git there is no such repository; the project's problems say so.
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`The outcome repository ${repository} cannot be used: ${lastWords(cause)}`, { cause });
  }
}

/** `init` again on one half made completes it. */
function createRepository(repository: string): void {
  mkdirSync(repository, { recursive: true });
  git(repository, "init", "--quiet", "--initial-branch=main");
  if (!has(repository, "main")) git(repository, "commit", "--quiet", "--allow-empty", "--message=Begin");
}

function isWhole(worktree: string): boolean {
  if (!existsSync(join(worktree, ".git"))) return false;
  try {
    return git(worktree, "rev-parse", "--is-inside-work-tree").trim() === "true";
  } catch {
    return false;
  }
}

function has(repository: string, branch: string): boolean {
  try {
    git(repository, "rev-parse", "--verify", "--quiet", `refs/heads/${branch}`);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") throw cause;
    return false;
  }
}

function git(cwd: string, ...args: string[]): string {
  return execFileSync("git", [...gitSettings, ...args], {
    cwd,
    env: gitEnv(),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function lastWords(cause: unknown): string {
  const { stderr } = cause as { stderr?: unknown };
  return typeof stderr === "string" && stderr.trim() !== "" ? stderr.trim().slice(-500) : messageOf(cause);
}
