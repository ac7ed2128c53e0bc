import { SegmentedChoice } from "@/components/ui/segmented-choice";
import { trendRanges, type TrendRange } from "./trend-range";

const words: Readonly<Record<TrendRange, string>> = { "24h": "24 hours", "7d": "7 days", "30d": "30 days" };
const choices = trendRanges.map((value) => ({ value, word: words[value] }));

export function RangeSwitch({ range, onChange }: { range: TrendRange; onChange: (range: TrendRange) => void }) {
  return <SegmentedChoice label="Range" choices={choices} value={range} onChange={onChange} />;
}
