import type { Database } from "@/db/database";
import type { Statement } from "@/db/statement";
import { crowdedPaths, stepPlace } from "@/server/domain/step-place";
import { copyArtifacts as copyRows, readArtifactHeads } from "./store";

type Copy = {
  db: Database;
  from: number;
  to: number;
  steps: { n: number; path: string; ordinal: number }[];
  /** Numbers of the steps that are taken over. */
  reused: ReadonlySet<number>;
};

/** What the steps a re-run takes over have kept goes with them. An artifact belongs to the innermost step it lies under. */
export async function copyArtifacts({ db, from, to, steps, reused }: Copy): Promise<Statement[]> {
  const heads = await readArtifactHeads(db, from);
  if (heads.length === 0 || reused.size === 0) return [];
  const crowded = crowdedPaths(steps);
  const stepAt = new Map(steps.map(({ n, path }) => [stepPlace(path, crowded), n]));
  const ownerOf = (path: string): number | undefined => {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const n = stepAt.get(path.slice(0, end));
      if (n !== undefined) return n;
    }
    return undefined;
  };
  const paths = heads.flatMap(({ path }) => (reused.has(ownerOf(path) ?? Number.NaN) ? [path] : []));
  return paths.length > 0 ? [copyRows(from, to, paths)] : [];
}
