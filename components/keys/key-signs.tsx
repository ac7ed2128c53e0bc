"use client";

import { useModSign } from "@/components/ui/keys/use-mod-sign";

const signs: Readonly<Record<string, string>> = { Enter: "↵", Escape: "Esc" };

/** Keys as they are printed: "g r" is two presses, "mod+k" one with ⌘ or Ctrl. */
export function KeySigns({ keys }: { keys: string }) {
  const mod = useModSign();
  return (
    <span className="flex gap-1">
      {keys.split(" ").map((one) => (
        <kbd
          key={one}
          className="flex h-5 min-w-5 items-center justify-center rounded-sm border border-line-strong bg-sunk px-1 font-mono text-2xs text-ink-2"
        >
          {one.startsWith("mod+") ? `${mod}${signs[one.slice(4)] ?? one.slice(4).toUpperCase()}` : (signs[one] ?? one)}
        </kbd>
      ))}
    </span>
  );
}
