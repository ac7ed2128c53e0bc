import type { Dataset } from "@/server/domain/dataset";
import type { RowSource } from "./use-item-rows";

export type Found = { q: string; total: number | undefined; totalIsLowerBound: boolean; more: boolean };

export type ItemsPaneProps = {
  dataset: Dataset;
  version: number;
  source: RowSource;
  pending: boolean;
  found?: Found;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  /** One's own change made a version: it is shown at once, and said in a word. */
  onChanged: (version: number, words: string) => void;
  notice: string;
  onSay: (words: string) => void;
};
