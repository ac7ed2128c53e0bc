import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { ProjectSettings } from "@/server/domain/project-settings";

const subpathsFile = ".subpaths.json";
/** Names in `runs/` that are not a run's; an imported run may be called like that. */
const taken = /^(?:outcome|global_data)$/i;

/**
 * Where the directory of a run is: `runs/[<subpath>/]<run id>`. The subpath may be another one tomorrow, and the runs of
 * today stay where they are; so those once used are remembered.
 */
export class RunPlaces {
  readonly root: string;
  readonly #settings: () => ProjectSettings;
  #subpaths: Promise<string[]> | undefined;

  constructor(root: string, settings: () => ProjectSettings) {
    this.root = root;
    this.#settings = settings;
  }

  get globalData(): string {
    return join(this.root, "global_data");
  }

  async dirOf(runId: string): Promise<string> {
    const now = this.#settings().runsSubpath ?? "";
    const known = await this.#known();
    const name = taken.test(runId) || now.split("/")[0] === runId ? `${runId}~` : runId;
    const candidates = new Set([now, ...known]);
    if (candidates.size > 1)
      for (const subpath of candidates) {
        const dir = join(this.root, subpath, name);
        if (await isThere(dir)) return dir;
      }
    if (!known.includes(now)) await this.#remember([...known, now]);
    return join(this.root, now, name);
  }

  #known(): Promise<string[]> {
    this.#subpaths ??= readFile(join(this.root, subpathsFile), "utf8").then(
      (text) => z.array(z.string()).catch([""]).parse(JSON.parse(text)),
      () => [""],
    );
    return this.#subpaths;
  }

  async #remember(subpaths: string[]): Promise<void> {
    this.#subpaths = Promise.resolve(subpaths);
    await mkdir(this.root, { recursive: true });
    await writeFile(join(this.root, subpathsFile), JSON.stringify(subpaths));
  }
}

function isThere(dir: string): Promise<boolean> {
  return stat(dir).then(
    () => true,
    () => false,
  );
}
