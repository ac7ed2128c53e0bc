"use client";

import { useTablePreferences } from "@/components/runs/table-preferences";
import { usePreference } from "@/components/shell/preferences";
import { ChoiceChips } from "@/components/ui/choice-chips";
import { SettingsLines } from "./settings-section";

/** How it looks in this browser. */
export function AppearanceSettings() {
  const [theme, setTheme] = usePreference("theme");
  const [steps, setSteps] = usePreference("steps");
  const [table, setTable] = useTablePreferences();
  return (
    <SettingsLines
      lines={[
        {
          word: "Theme",
          value: (
            <ChoiceChips
              label="Theme"
              value={theme}
              onChange={setTheme}
              choices={[
                { value: "system", word: "As the system" },
                { value: "light", word: "Light" },
                { value: "dark", word: "Dark" },
              ]}
            />
          ),
        },
        {
          word: "Rows of runs",
          value: (
            <ChoiceChips
              label="Rows of runs"
              value={table.density}
              onChange={(density) => setTable({ ...table, density })}
              choices={[
                { value: "calm", word: "Calm" },
                { value: "dense", word: "Dense" },
              ]}
            />
          ),
        },
        {
          word: "First steps",
          value: (
            <ChoiceChips
              label="First steps"
              value={steps}
              onChange={setSteps}
              choices={[
                { value: "shown", word: "Until they are done" },
                { value: "away", word: "Put away" },
              ]}
            />
          ),
        },
        { word: "Motion", value: <span className="text-ink-2">as the system says: with reduced motion nothing moves</span> },
      ]}
    />
  );
}
