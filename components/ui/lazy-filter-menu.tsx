"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { FilterFace, filterShape, type FilterMenuProps } from "./filter-face";

const FilterMenu = dynamic(() => import("./filter-menu").then((file) => file.FilterMenu<string>), { ssr: false });

/** The menu comes with the first look at it; until then its button stands for it. */
export function LazyFilterMenu<Value extends string>({ onToggle, ...props }: FilterMenuProps<Value>) {
  const [wanted, setWanted] = useState(false);
  if (wanted) {
    const toggle = (word: string, chosen: boolean) => {
      const one = props.options.find(({ value }) => value === word);
      if (one) onToggle(one.value, chosen);
    };
    return <FilterMenu {...props} onToggle={toggle} defaultOpen />;
  }
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      className={filterShape(props.chosen)}
      onClick={() => setWanted(true)}
    >
      <FilterFace {...props} />
    </button>
  );
}
