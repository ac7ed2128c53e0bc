import { same } from "@/components/input-form/draft";
import { asLarge } from "@/components/values/value-view";
import { formatBytes } from "@/server/domain/format";
import type { Json } from "@/server/domain/json";
import type { Step } from "@/server/domain/step";
import type { StepKind } from "@/server/domain/step-kind";

/** The input as it may be changed for the re-run; `text` begins with what was recorded, where that is whole. */
export type EditableInput = { can: boolean; label: string; hint?: string; text: string; recorded?: Json };

/** These take nothing that could be replaced. */
const without: ReadonlySet<StepKind> = new Set(["agent", "flow", "planning", "reasoning", "log"]);

export function editableInput(step: Step, read: { input?: Json } | undefined): EditableInput {
  if (without.has(step.kind)) return { can: false, label: "Input", text: "" };
  if (step.kind === "input")
    return { can: true, label: "Answer", hint: "As JSON. Leave it empty, and the run asks again.", text: "" };
  const recorded = read?.input;
  if (recorded === undefined)
    return {
      can: true,
      label: "Input",
      hint: "It was given none. Leave it empty, and it gets what the code gives it.",
      text: "",
    };
  const large = asLarge(recorded);
  if (large)
    return {
      can: false,
      label: "Input",
      hint: `It runs with the same ${formatBytes(large.bytes)}: too large to edit here.`,
      text: "",
    };
  // What replaced it once goes along to every re-run.
  const replaced = step.attributes?.["inputReplaced"] === true;
  const hint = replaced ? "Left as it is, the step gets this again." : "Left as it is, the step gets what the code gives it.";
  return { can: true, label: "Input", hint, text: JSON.stringify(recorded, null, 2), recorded };
}

/** What is to be sent in place of the code's own; undefined where nothing was changed. */
export function replacementOf({ can, recorded }: EditableInput, text: string): Json | undefined {
  if (!can || text.trim() === "") return undefined;
  const value = JSON.parse(text) as Json;
  return recorded !== undefined && same(recorded, value) ? undefined : value;
}
