"use client";

import type { InputMode } from "@/components/input-form/use-input-form";
import { Segments } from "@/components/ui/segments";

const modes = [
  { value: "form", word: "Form" },
  { value: "json", word: "JSON" },
] as const;

export function ModeSwitch({ mode, onChange }: { mode: InputMode; onChange: (mode: InputMode) => void }) {
  return <Segments label="Type the input as" value={mode} choices={modes} onChange={onChange} />;
}
