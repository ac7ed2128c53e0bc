import type { Json } from "@/server/domain/json";
import type { LargePart } from "./large-value";

export type ExploredValueProps = {
  value: Json | undefined;
  label: string;
  absent: string;
  /** Which of a step's values it is: the first part of one too large to show is then read from there. */
  part?: LargePart | undefined;
  /** Words of a person or a model, likely with Markdown. */
  prose?: boolean;
};
