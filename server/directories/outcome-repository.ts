import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { OutcomePlace } from "@/server/domain/host-protocol";
import type { ProjectSettings } from "@/server/domain/project-settings";
import { branchOf, startRefOf } from "./git-settings";
import { runGit } from "./run-git";

/** The project's outcome repository, where it has one: a branch per run, and a working tree for each run under way. */
export class OutcomeRepository {
  readonly #root: string;
  readonly #settings: () => ProjectSettings;

  constructor(runsDir: string, settings: () => ProjectSettings) {
    this.#root = join(runsDir, "outcome");
    this.#settings = settings;
  }

  get dir(): string | undefined {
    const { outcome } = this.#settings();
    return outcome && join(this.#root, outcome.name);
  }

  /** `sources` are the runs whose steps it takes over: it goes on from what the nearest of them left. */
  placeOf(runId: string, sources: string[]): OutcomePlace | undefined {
    const { dir } = this;
    if (dir === undefined) return undefined;
    return { repository: dir, worktree: this.#worktreeOf(runId), branch: branchOf(runId), from: sources.map(branchOf) };
  }

  /** The runs that have a working tree: under way, or cut off before it was put away. */
  async openRuns(): Promise<string[]> {
    return this.dir === undefined ? [] : readdir(join(this.#worktreeOf(""), ".")).catch(() => []);
  }

  hasWorktree(runId: string): Promise<boolean> {
    if (this.dir === undefined) return Promise.resolve(false);
    return stat(this.#worktreeOf(runId)).then(
      () => true,
      () => false,
    );
  }

  /** An ended run's changes become a commit on its branch; its working tree goes. */
  async finish({ id, status, agentId }: { id: string; status: string; agentId: string }): Promise<void> {
    const { dir } = this;
    if (dir === undefined || !(await this.hasWorktree(id))) return;
    const cwd = this.#worktreeOf(id);
    // One half made by a crash has nothing of the run's in it.
    if (await isWorktree(cwd)) {
      await openInnerRepositories(cwd);
      await runGit(["add", "--all"], { cwd });
      const { code } = await runGit(["diff", "--cached", "--quiet"], { cwd, mayFail: true });
      const message = `Run ${id}: ${status}\n\nAgent: ${agentId}\nRun: ${id}\nStatus: ${status}\n`;
      if (code === 1) await runGit(["commit", "--quiet", "--no-verify", `--message=${message}`], { cwd });
    }
    await this.#putAway(dir, id);
  }

  async remove(runId: string): Promise<void> {
    const { dir } = this;
    if (dir === undefined || !(await isWorktree(dir))) return;
    await this.#putAway(dir, runId);
    await runGit(["update-ref", "-d", startRefOf(branchOf(runId))], { cwd: dir, mayFail: true });
    await runGit(["update-ref", "-d", `refs/heads/${branchOf(runId)}`], { cwd: dir, mayFail: true });
  }

  /** What a run has left there, as git knows it; of one under way as its files are now. Nothing where it left nothing. */
  async treeOf(runId: string): Promise<string | undefined> {
    const { dir } = this;
    if (dir === undefined || !(await isWorktree(dir))) return undefined;
    const cwd = this.#worktreeOf(runId);
    if (!(await isWorktree(cwd))) return this.#resolve(dir, `refs/heads/${branchOf(runId)}^{tree}`);
    // Into an index of our own: the run's is not ours to change.
    const env = { GIT_INDEX_FILE: join(this.#root, `.index-${runId}`) };
    try {
      await runGit(["read-tree", "HEAD"], { cwd, env });
      await runGit(["add", "--all"], { cwd, env });
      return (await runGit(["write-tree"], { cwd, env })).text.trim();
    } finally {
      await rm(env.GIT_INDEX_FILE, { force: true });
    }
  }

  /** What the run began with. */
  async startOf(runId: string): Promise<string | undefined> {
    const { dir } = this;
    if (dir === undefined) return undefined;
    const start = await this.#resolve(dir, `${startRefOf(branchOf(runId))}^{tree}`);
    return start ?? this.#resolve(dir, "refs/heads/main^{tree}");
  }

  async #resolve(cwd: string, name: string): Promise<string | undefined> {
    const { code, text } = await runGit(["rev-parse", "--verify", "--quiet", name], { cwd, mayFail: true });
    return code === 0 ? text.trim() : undefined;
  }

  async #putAway(dir: string, runId: string): Promise<void> {
    await rm(this.#worktreeOf(runId), { recursive: true, force: true });
    await runGit(["worktree", "prune"], { cwd: dir });
  }

  #worktreeOf(runId: string): string {
    return join(this.#root, ".worktrees", this.#settings().outcome?.name ?? "", runId);
  }
}

/** Of a repository within it git would keep one number and no file; its files are what the run has left. */
async function openInnerRepositories(cwd: string): Promise<void> {
  for (const entry of await readdir(cwd, { withFileTypes: true, recursive: true }))
    if (entry.name === ".git" && entry.parentPath !== cwd)
      await rm(join(entry.parentPath, entry.name), { recursive: true, force: true });
}

async function isWorktree(dir: string): Promise<boolean> {
  const there = await stat(join(dir, ".git")).catch(() => undefined);
  if (!there) return false;
  return (await runGit(["rev-parse", "--is-inside-work-tree"], { cwd: dir, mayFail: true })).text.trim() === "true";
}
