import { isBuiltIn } from "@/server/domain/built-in-scorers";
import { agentId } from "@/server/domain/ids";
import type { LoadedScorer } from "@/server/domain/host-protocol";
import type { ScorerDefinition } from "@/server/sdk/trackside";

const brand = Symbol.for("trackside.scorer");

type Scorers = { scorers: Map<string, ScorerDefinition>; loadedScorers: LoadedScorer[] };

/** Takes a scorer in, or says what is wrong with it. */
export function addScorer({ scorers, loadedScorers }: Scorers, file: string, exported: unknown): void {
  if (typeof exported !== "object" || exported === null || !(brand in exported))
    throw new Error("Its default export is not a scorer: write `export default defineScorer({ … })`.");
  const scorer = exported as unknown as ScorerDefinition;
  const id = agentId.safeParse(scorer.id);
  if (!id.success)
    throw new Error(`Its id ${JSON.stringify(scorer.id)} is not allowed: up to 128 of a-z 0-9 _ . -, a letter or digit first.`);
  if (isBuiltIn(id.data)) throw new Error(`Its id ${id.data} is that of a scorer every project has: take another.`);
  const other = loadedScorers.find((each) => each.id === id.data);
  if (other) throw new Error(`Its id ${id.data} is taken by ${other.file}.`);
  if (typeof scorer.score !== "function") throw new Error("It has no score function.");
  scorers.set(id.data, scorer);
  const { name = id.data, description } = scorer;
  loadedScorers.push({ id: id.data, name, file, ...(description === undefined ? {} : { description }) });
}
