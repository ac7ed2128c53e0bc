import type { Step } from "@/server/domain/step";

/** The run a step was taken over from, and how long it took there. */
export function reusedFrom(step: Step): { runId: string; durationMs: number | undefined } | undefined {
  const from = step.attributes?.["reusedFrom"];
  if (from === null || typeof from !== "object" || Array.isArray(from)) return undefined;
  const { runId, durationMs } = from;
  if (typeof runId !== "string") return undefined;
  return { runId, durationMs: typeof durationMs === "number" ? durationMs : undefined };
}

type Departure = { word: string; sentence: string };

/** Where a step left what the code or the record had for it. */
export function departuresOf(step: Step): Departure[] {
  const { inputReplaced, diverged } = step.attributes ?? {};
  return [
    ...(inputReplaced === true
      ? [{ word: "other input", sentence: "Its input was given with the run, in place of what the code gives it." }]
      : []),
    ...(diverged === true
      ? [{ word: "diverged", sentence: "The code did not do here what was recorded of it, so this ran anew." }]
      : []),
  ];
}
