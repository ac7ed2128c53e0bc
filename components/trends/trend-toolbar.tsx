import { Checkbox } from "@/components/ui/checkbox";
import { SegmentedChoice } from "@/components/ui/segmented-choice";
import { trendRanges, type TrendChoice, type TrendRange } from "./trend-range";

const words: Readonly<Record<TrendRange, string>> = { "24h": "24 hours", "7d": "7 days", "30d": "30 days" };
const ranges = trendRanges.map((value) => ({ value, word: words[value] }));

type TrendToolbarProps = { choice: TrendChoice; stale: boolean; onChange: (change: Partial<TrendChoice>) => void };

export function TrendToolbar({ choice: { range, datasetRuns, asTable }, stale, onChange }: TrendToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <SegmentedChoice label="Range" choices={ranges} value={range} onChange={(next) => onChange({ range: next })} />
      <Tick word="Dataset runs" checked={datasetRuns} onChange={(checked) => onChange({ datasetRuns: checked })} />
      <Tick word="Table" checked={asTable} onChange={(checked) => onChange({ asTable: checked })} />
      <p role="status" className="ml-auto text-xs text-ink-3 max-md:hidden">
        {stale
          ? "The trends could not be read again: these are from before."
          : "Press a bar for its runs, drag for a span, or use the arrow keys."}
      </p>
    </div>
  );
}

function Tick({ word, checked, onChange }: { word: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label className="flex min-h-6 cursor-pointer items-center gap-1.5 text-xs text-ink-2">
      <Checkbox checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {word}
    </label>
  );
}
