import type { NewItem } from "@/server/domain/dataset";
import { previewCell } from "./preview-cell";

const parts = ["id", "input", "expected", "metadata"] as const;
const words = { id: "Id", input: "Input", expected: "Expected", metadata: "Metadata" };

/** The first rows as items. A part that none of them has takes no room. */
export function PreviewTable({ rows }: { rows: readonly NewItem[] }) {
  const shown = parts.filter((part) => part === "input" || rows.some((row) => row[part] !== undefined));
  return (
    <div
      role="region"
      aria-label="First rows"
      tabIndex={0}
      className="max-h-[50dvh] overflow-auto rounded-lg border border-line bg-panel"
    >
      <table className="w-full min-w-140 table-fixed text-left">
        <thead className="sticky top-0 bg-sunk text-xs text-ink-3">
          <tr className="h-[30px]">
            <th className="w-14 px-3 text-right font-normal">#</th>
            {shown.map((part) => (
              <th key={part} className={part === "id" ? "w-32 px-3 font-normal" : "px-3 font-normal"}>
                {words[part]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index} className="h-[34px] border-t border-line">
              <td className="px-3 text-right font-mono text-xs text-ink-3">{index + 1}</td>
              {shown.map((part) => (
                <td key={part} className="truncate px-3 font-mono text-xs" title={previewCell(row[part])}>
                  {row[part] === undefined ? <span className="text-ink-3">—</span> : previewCell(row[part])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
