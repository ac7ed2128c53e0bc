"use client";

import { LazyActionMenu } from "@/components/ui/lazy-action-menu";
import { CheckIcon } from "@/components/ui/icons";
import { runColumns, usualColumns } from "./run-columns";
import { useTablePreferences } from "./table-preferences";

/** Which columns, and how close the rows stand; kept in this browser. */
export function TableMenu() {
  const [{ columns, density }, set] = useTablePreferences();
  const tick = (on: boolean, word: string) => (
    <>
      <CheckIcon className={on ? "size-3.5" : "invisible size-3.5"} />
      {word}
      <span className="sr-only">{on ? ", shown" : ", not shown"}</span>
    </>
  );
  return (
    <LazyActionMenu
      face="View"
      label="View: columns and density"
      actions={[
        ...runColumns.map(({ id, word }) => ({
          id,
          word: tick(columns.includes(id), word),
          onPick: () => set({ density, columns: columns.includes(id) ? columns.filter((one) => one !== id) : [...columns, id] }),
        })),
        {
          id: "dense",
          word: tick(density === "dense", "Dense rows"),
          onPick: () => set({ columns, density: density === "dense" ? "calm" : "dense" }),
        },
        { id: "usual", word: tick(false, "As usual"), onPick: () => set({ columns: usualColumns, density: "calm" }) },
      ]}
    />
  );
}
