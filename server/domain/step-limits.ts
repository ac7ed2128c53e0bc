import type { Step } from "./step";

/** What a step's attributes say of its times, beside when it began and ended. */
type Attributed = Pick<Step, "attributes">;

/** Of a model call whose answer came as a stream: how long the first of it took. */
export function firstTokenOf({ attributes }: Attributed): number | undefined {
  return numberIn(attributes?.["firstTokenMs"]);
}

/** How long the code lets it take. */
export function limitOf({ attributes }: Attributed): number | undefined {
  return numberIn(attributes?.["timeoutMs"]);
}

function numberIn(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}
