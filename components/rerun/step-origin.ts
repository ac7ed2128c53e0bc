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

/** Where a step left what the code or the record had for it, or what was told of it leaves something open. */
export function departuresOf(step: Step): Departure[] {
  const { inputReplaced, diverged, unreached, revisionChanged, ambiguous, missingParent, endNotSeen } = step.attributes ?? {};
  return [
    ...(inputReplaced === true
      ? [{ word: "other input", sentence: "Its input was given with the run, in place of what the code gives it." }]
      : []),
    ...(diverged === true
      ? [{ word: "diverged", sentence: "The code did not do here what was recorded of it, so this ran anew." }]
      : []),
    ...(unreached === true
      ? [{ word: "not reached", sentence: "The code went another way when the run was taken up again, and never came here." }]
      : []),
    ...(revisionChanged === undefined
      ? []
      : [
          {
            word: "other code",
            sentence: "The agent was changed while this run was under way; it went on with the code of then.",
          },
        ]),
    ...(missingParent === undefined
      ? []
      : [
          {
            word: "loose",
            sentence: "The step it says it is part of has not come. Once it does, this one stands there.",
          },
        ]),
    ...(endNotSeen === true ? [{ word: "end not seen", sentence: "Its run ended, and nobody told how this step did." }] : []),
    ...(ambiguous === true
      ? [
          {
            word: "not told apart",
            sentence: "Another step of this name had the same input at the same time. Give each its own.",
          },
        ]
      : []),
  ];
}

/** The run a step has started. */
export function childRunOf(step: Step): { runId: string; agentId: string } | undefined {
  const child = step.attributes?.["childRun"];
  if (child === null || typeof child !== "object" || Array.isArray(child)) return undefined;
  const { runId, agentId } = child;
  return typeof runId === "string" && typeof agentId === "string" ? { runId, agentId } : undefined;
}
