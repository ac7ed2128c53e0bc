import type { StepKind } from "@/server/domain/step-kind";

/** Colour says what kind of step it is; several kinds of the same nature share one. */
export const kindColor: Readonly<Record<StepKind, string>> = {
  agent: "var(--color-kind-flow)",
  flow: "var(--color-kind-flow)",
  custom: "var(--color-kind-flow)",
  log: "var(--color-kind-flow)",
  action: "var(--color-kind-action)",
  model: "var(--color-kind-model)",
  embedding: "var(--color-kind-model)",
  tool: "var(--color-kind-tool)",
  retrieval: "var(--color-kind-tool)",
  evaluator: "var(--color-kind-evaluator)",
  planning: "var(--color-kind-thought)",
  reasoning: "var(--color-kind-thought)",
  input: "var(--color-kind-input)",
};

export function KindSquare({ kind }: { kind: StepKind }) {
  return <span aria-hidden="true" className="size-2 shrink-0 rounded-[2px]" style={{ background: kindColor[kind] }} />;
}
