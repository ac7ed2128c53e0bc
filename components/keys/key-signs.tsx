"use client";

const signs: Readonly<Record<string, string>> = { Enter: "↵", Escape: "Esc" };

/** Keys as they are printed: "g r" is two presses, "mod+k" one with ⌘ or Ctrl. */
export function KeySigns({ keys }: { keys: string }) {
  return (
    <span className="flex gap-1">
      {keys.split(" ").map((one) => (
        <kbd
          key={one}
          className="flex h-5 min-w-5 items-center justify-center rounded-sm border border-line-strong bg-sunk px-1 font-mono text-2xs text-ink-2"
        >
          {one.startsWith("mod+") ? `${modSign()}${signs[one.slice(4)] ?? one.slice(4).toUpperCase()}` : (signs[one] ?? one)}
        </kbd>
      ))}
    </span>
  );
}

function modSign(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl ";
}
