"use client";

import { useSyncExternalStore } from "react";

/** Preferences of this browser, kept as attributes of <html>, where CSS reads them, and in localStorage. */
const defaults = { theme: "system", sidebar: "open", shortcuts: "on", steps: "shown", looked: "no" } as const;
/** `steps`: whether the first steps are put away; `looked`: whether a run has been looked at here. */
const choices = {
  theme: ["system", "light", "dark"],
  sidebar: ["open", "folded"],
  shortcuts: ["on", "off"],
  steps: ["shown", "away"],
  looked: ["no", "yes"],
} as const;

export type Preference = keyof typeof choices;
export type Choice<P extends Preference> = (typeof choices)[P][number];

const changed = "trackside:preference";

export function usePreference<P extends Preference>(name: P): [Choice<P>, (choice: Choice<P>) => void] {
  const choice = useSyncExternalStore(
    subscribe,
    () => read(name),
    (): Choice<P> => defaults[name],
  );
  return [choice, (next) => write(name, next)];
}

/** Also said again after a document that the first-paint script did not see (a 404 is rendered in the browser). */
export function applyPreferences(): void {
  for (const name of ["theme", "sidebar", "shortcuts", "steps", "looked"] as const)
    document.documentElement.dataset[name] = stored(name);
  dispatchEvent(new Event(changed));
}

function read<P extends Preference>(name: P): Choice<P> {
  return known(name, document.documentElement.dataset[name]);
}

function write<P extends Preference>(name: P, choice: Choice<P>): void {
  document.documentElement.dataset[name] = choice;
  try {
    localStorage.setItem(`trackside.${name}`, choice);
  } catch {
    // Storage may be forbidden; then the choice lasts as long as the page.
  }
  dispatchEvent(new Event(changed));
}

function stored<P extends Preference>(name: P): Choice<P> {
  try {
    return known(name, localStorage.getItem(`trackside.${name}`));
  } catch {
    return defaults[name];
  }
}

function known<P extends Preference>(name: P, value: string | null | undefined): Choice<P> {
  const all: readonly string[] = choices[name];
  return value !== null && value !== undefined && all.includes(value) ? (value as Choice<P>) : defaults[name];
}

function subscribe(notify: () => void): () => void {
  addEventListener(changed, notify);
  // Another tab's choice is this one's too.
  addEventListener("storage", applyPreferences);
  return () => {
    removeEventListener(changed, notify);
    removeEventListener("storage", applyPreferences);
  };
}
