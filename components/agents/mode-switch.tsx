import type { InputMode } from "@/components/input-form/use-input-form";
import { SegmentedChoice } from "@/components/ui/segmented-choice";

const modes = [
  { value: "form", word: "Form" },
  { value: "json", word: "JSON" },
] as const;

export function ModeSwitch({ mode, onChange }: { mode: InputMode; onChange: (mode: InputMode) => void }) {
  return <SegmentedChoice label="Type the input as" choices={modes} value={mode} onChange={onChange} />;
}
