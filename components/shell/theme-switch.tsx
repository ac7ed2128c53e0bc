"use client";

import { useEffect, useId } from "react";
import { MoonIcon, ScreenIcon, SunIcon } from "@/components/ui/icons";
import { applyPreferences, usePreference } from "./preferences";

const themes = [
  { value: "system", word: "System", Icon: ScreenIcon },
  { value: "light", word: "Light", Icon: SunIcon },
  { value: "dark", word: "Dark", Icon: MoonIcon },
] as const;

/** Real radio buttons under the icons: arrow keys, names and states come from the browser. */
export function ThemeSwitch() {
  const [theme, setTheme] = usePreference("theme");
  const name = useId();
  useEffect(applyPreferences, []);
  return (
    <fieldset className="flex rounded-md border border-line-strong p-px folded:md:flex-col">
      <legend className="sr-only">Theme</legend>
      {themes.map(({ value, word, Icon }) => (
        <label key={value} title={word} className="group cursor-pointer">
          <input
            type="radio"
            name={name}
            value={value}
            checked={theme === value}
            onChange={() => setTheme(value)}
            className="peer sr-only"
          />
          <span className="flex size-6 items-center justify-center rounded-sm text-ink-3 group-hover:text-ink peer-checked:bg-hover peer-checked:text-ink peer-focus-visible:outline-2 peer-focus-visible:outline-accent">
            <Icon width={14} height={14} />
            <span className="sr-only">{word}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
