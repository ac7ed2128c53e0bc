"use client";

import { lazy, Suspense, useState } from "react";
import { FilterFace, filterShape, type FilterMenuProps } from "./filter-face";
import { loadPart } from "./load-part";

const FilterMenu = lazy(() => loadPart(() => import("./filter-menu")).then((file) => ({ default: file.FilterMenu<string> })));

/** The menu comes with the first look at it; until then its button stands for it. */
export function LazyFilterMenu<Value extends string>({ onToggle, ...props }: FilterMenuProps<Value>) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      aria-busy={wanted}
      className={filterShape(props.chosen)}
      onClick={() => setWanted(true)}
    >
      <FilterFace {...props} />
    </button>
  );
  if (!wanted) return button;
  const toggle = (word: string, chosen: boolean) => {
    const one = props.options.find(({ value }) => value === word);
    if (one) onToggle(one.value, chosen);
  };
  return (
    <Suspense fallback={button}>
      <FilterMenu {...props} onToggle={toggle} defaultOpen />
    </Suspense>
  );
}
