import { Checkbox } from "@/components/ui/checkbox";

type NullToggleProps = { label: string; isNull: boolean; onChange: (isNull: boolean) => void };

export function NullToggle({ label, isNull, onChange }: NullToggleProps) {
  return (
    <label className="flex cursor-pointer items-center gap-1.5 text-xs text-ink-2">
      <Checkbox checked={isNull} onChange={(event) => onChange(event.target.checked)} />
      null<span className="sr-only"> instead of {label}</span>
    </label>
  );
}
