import { z } from "zod";
import { isBuiltIn, scorerTimeoutMs } from "@/server/domain/built-in-scorers";
import { agentId } from "@/server/domain/ids";
import type { LoadedScorer } from "@/server/domain/host-protocol";
import type { ScorerDefinition } from "@/server/sdk/trackside";

const models = z.array(z.string().min(1).max(200)).max(20).optional();
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
  if (!models.safeParse(scorer.models).success) throw new Error("Its models are to be a list of profiles' names.");
  if (!scorerTimeoutMs.optional().safeParse(scorer.timeoutMs).success)
    throw new Error("Its timeoutMs is to be a whole number of milliseconds, from 1 to 600000.");
  scorers.set(id.data, scorer);
  const { name = id.data, description, timeoutMs } = scorer;
  loadedScorers.push({
    id: id.data,
    name,
    file,
    ...(description === undefined ? {} : { description }),
    ...(scorer.models ? { models: scorer.models } : {}),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
}
