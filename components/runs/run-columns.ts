import clsx from "clsx";
import { formatCost, formatCount, formatTokens } from "@/server/domain/format";
import type { RunSummary } from "@/server/domain/run";
import type { RunListSort } from "./run-filter";

/** Columns one may have or not, in their order. Each stands where the table has 900 px. */
export const runColumns = [
  { id: "tags", word: "Tags", width: "minmax(0,0.7fr)", show: (run) => run.tags.join(", ") },
  { id: "room", word: "Room", width: "minmax(0,0.7fr)", show: (run) => run.roomId ?? "" },
  { id: "steps", word: "Steps", width: "56px", figure: true, show: ({ counts }) => formatCount(counts.steps) },
  { id: "errors", word: "Errors", width: "56px", figure: true, show: ({ counts }) => formatCount(counts.errors) },
  {
    id: "tokens",
    word: "Tokens",
    width: "64px",
    figure: true,
    show: ({ usage }) => formatTokens(usage && usage.inputTokens + usage.outputTokens),
  },
  { id: "cost", word: "Cost", width: "72px", figure: true, sort: "cost", show: ({ usage }) => formatCost(usage?.costMicroUsd) },
] as const satisfies readonly {
  id: string;
  word: string;
  width: string;
  figure?: boolean;
  sort?: RunListSort;
  show: (run: RunSummary) => string;
}[];
export type RunColumn = (typeof runColumns)[number]["id"];

export const usualColumns: readonly RunColumn[] = ["steps", "tokens", "cost"];

export type TableShape = { columns: readonly RunColumn[]; showAgent: boolean; selects: boolean };

/** By the room the table has, not the screen: two lines, then the four or five that matter, then all. */
export const rowShape = "@min-[560px]:grid @min-[560px]:gap-4 @min-[560px]:grid-cols-(--few) @min-[900px]:grid-cols-(--all)";

export function columnWidths({ columns, showAgent, selects }: TableShape): Record<string, string> {
  const begin = [...(selects ? ["16px"] : []), "104px", "minmax(0,1.7fr)", ...(showAgent ? ["minmax(0,1fr)"] : [])];
  const chosen = runColumns.filter(({ id }) => columns.includes(id)).map(({ width }) => width);
  const end = ["92px", "92px"];
  return { "--few": [...begin, ...end].join(" "), "--all": [...begin, ...chosen, ...end].join(" ") };
}

export function moreCell(figure: boolean): string {
  return clsx("hidden min-w-0 truncate @min-[900px]:block", figure && "text-right");
}
