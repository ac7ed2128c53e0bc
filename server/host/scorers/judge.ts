import { builtInScorers } from "@/server/domain/built-in-scorers";
import { usageOfCall } from "@/server/domain/model-cost";
import type { Scored, Verdict } from "@/server/sdk/trackside";
import { plainModel } from "../models/plain-model";
import type { RunModels, UsableProfile } from "../models/run-models";
import { readGrade } from "./judge-answer";
import { judgePrompt } from "./judge-prompt";

const usualScale = 5;
const usualThreshold = 0.5;

/** A model's verdict by criteria. An answer without a grade is no verdict. */
export async function judge(given: unknown, scored: Scored, models: RunModels, signal: AbortSignal): Promise<Verdict> {
  const { profile, criteria, path, scale = usualScale, threshold = usualThreshold } = builtInScorers.judge.parse(given);
  const usable = models(profile);
  const asked = judgePrompt({ criteria, scale, path }, scored);
  const { text, inputTokens, outputTokens } = await ask(usable, asked, scale, signal);
  const { grade, reason } = readGrade(text, scale);
  const value = (grade - 1) / (scale - 1);
  const cost = costOf(usable, inputTokens, outputTokens);
  return { value, pass: value >= threshold, label: `${grade} of ${scale}`, reason: [reason, cost].filter(Boolean).join("\n") };
}

type Answer = { text: string; inputTokens: number | undefined; outputTokens: number | undefined };

/** The AI SDK tries again after 429 and 5xx. Loaded when first used: other scorers do not wait for it. */
async function ask(
  usable: UsableProfile,
  asked: { system: string; prompt: string },
  scale: number,
  signal: AbortSignal,
): Promise<Answer> {
  const { generateText, jsonSchema, NoObjectGeneratedError, Output } = await import("ai");
  const schema = jsonSchema<{ reason: string; grade: number }>({
    type: "object",
    properties: {
      reason: { type: "string", description: "In one or two sentences, why." },
      grade: { type: "integer", description: `From 1, the worst, to ${scale}, the best.` },
    },
    required: ["reason", "grade"],
    additionalProperties: false,
  });
  try {
    const model = plainModel(usable);
    const output = Output.object({ schema, name: "grade" });
    const { text, usage } = await generateText({ model, ...asked, output, abortSignal: signal });
    return { text, ...usage };
  } catch (thrown) {
    // Models that cannot be held to a schema still tend to answer: what they said is read below.
    if (!NoObjectGeneratedError.isInstance(thrown) || thrown.text === undefined) throw thrown;
    const { inputTokens, outputTokens } = thrown.usage ?? {};
    return { text: thrown.text, inputTokens, outputTokens };
  }
}

/** A score has no place for what it cost but its words. */
function costOf({ name, profile }: UsableProfile, inputTokens: number | undefined, outputTokens: number | undefined): string {
  const usage = usageOfCall({ inputTokens, outputTokens }, profile.price);
  if (!usage) return "";
  const tokens = `${usage.inputTokens} + ${usage.outputTokens} tokens`;
  const cost = usage.costMicroUsd === undefined ? "" : `, $${(usage.costMicroUsd / 1_000_000).toFixed(6).replace(/0{1,2}$/, "")}`;
  return `(${name}: ${tokens}${cost})`;
}
