import { distance } from "fastest-levenshtein";
import { builtInScorers, type BuiltInScorer } from "@/server/domain/built-in-scorers";
import type { Json } from "@/server/domain/json";
import { checkAgainstSchema } from "@/server/agents/check-against-schema";
import type { Scored, Verdict } from "@/server/sdk/trackside";
import { isSame, requireExpected, textOf, valueAt } from "./compare";
import { scoreFields } from "./json-fields";
import { scoreTrajectory } from "./trajectory";

/** Comparing takes time with the product of the lengths. */
const mostCompared = 20_000;

/** All but the judge, which asks a model. */
export type CodeScorer = Exclude<BuiltInScorer, "judge">;
type Scorers = { [Id in CodeScorer]: (settings: ReturnType<(typeof builtInScorers)[Id]["parse"]>, scored: Scored) => Verdict };

const scorers: Scorers = {
  "exact-match": ({ path }, scored) => {
    const [got, wanted] = [valueAt(scored.output, path), requireExpected(scored, path)];
    const same = isSame(got, wanted);
    return { value: Number(same), pass: same, ...(same ? {} : { reason: `expected ${short(wanted)}, got ${short(got)}` }) };
  },
  "json-fields": ({ fields }, scored) => scoreFields(scored.output, requireExpected(scored), fields),
  contains: ({ path, text, ignoreCase }, scored) => {
    const wanted = text ?? textOf(requireExpected(scored));
    const fold = (words: string): string => (ignoreCase ? words.toLowerCase() : words);
    const found = fold(textOf(valueAt(scored.output, path))).includes(fold(wanted));
    return { value: Number(found), pass: found, ...(found ? {} : { reason: `does not contain ${short(wanted)}` }) };
  },
  regex: ({ path, pattern, flags }, { output }) => {
    const found = new RegExp(pattern, flags).test(textOf(valueAt(output, path)));
    return { value: Number(found), pass: found, ...(found ? {} : { reason: `does not match /${pattern}/` }) };
  },
  numeric: ({ path, tolerance = 0 }, scored) => {
    const [got, wanted] = [valueAt(scored.output, path), requireExpected(scored, path)].map(Number);
    if (wanted === undefined || !Number.isFinite(wanted)) throw new Error("What is expected is not a number.");
    const isNumber = got !== undefined && Number.isFinite(got) && isNumeric(valueAt(scored.output, path));
    const apart = isNumber ? Math.abs(got - wanted) : Number.POSITIVE_INFINITY;
    // 0.1 + 0.2 is 0.3 as far as anybody means it.
    const pass = apart <= tolerance + Number.EPSILON * Math.max(1, Math.abs(wanted));
    const reason = isNumber ? `${got} is ${apart} from ${wanted}` : `${short(valueAt(scored.output, path))} is not a number`;
    return { value: Number(pass), pass, ...(pass ? {} : { reason }) };
  },
  similarity: ({ path, threshold = 0.5 }, scored) => {
    const [got, wanted] = [textOf(valueAt(scored.output, path)), textOf(requireExpected(scored, path))];
    const longest = Math.max(got.length, wanted.length);
    if (longest > mostCompared) throw new Error(`Texts over ${mostCompared} characters are not compared.`);
    const value = longest === 0 ? 1 : 1 - distance(got, wanted) / longest;
    return { value, pass: value >= threshold };
  },
  "json-schema": ({ schema }, { output }) => {
    const [fault] = checkAgainstSchema(schema, (output ?? null) as Json, "output");
    return { value: Number(!fault), pass: !fault, ...(fault ? { reason: `${fault.path} ${fault.message}` } : {}) };
  },
  "max-duration": ({ ms }, { run }) => {
    if (run.durationMs === undefined) throw new Error("How long the run took is not known.");
    const pass = run.durationMs <= ms;
    return { value: Number(pass), pass, label: `${run.durationMs} ms` };
  },
  "max-cost": ({ usd }, { run }) => {
    const cost = run.usage?.costMicroUsd;
    if (cost === undefined) throw new Error("What the run cost is not known: a model profile of it has no price.");
    const pass = cost <= usd * 1_000_000;
    return { value: Number(pass), pass, label: `${cost / 1_000_000} USD` };
  },
  trajectory: ({ steps, order = "in-order" }, scored) => scoreTrajectory(scored.steps, steps, order),
};

export function scoreBuiltIn(id: CodeScorer, settings: unknown, scored: Scored): Verdict {
  const score = scorers[id] as (settings: unknown, scored: Scored) => Verdict;
  return score(builtInScorers[id].parse(settings), scored);
}

function isNumeric(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && value.trim() !== "");
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
