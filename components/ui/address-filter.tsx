"use client";

import { useSearchParams } from "next/navigation";
import { readFilter } from "./filter-words";
import { SearchField } from "./search-field";

/** The address holds what is typed; one word is one step of the browser's history, however many letters. */
export function AddressFilter({ label }: { label: string }) {
  return <SearchField label={label} value={readFilter(useSearchParams())} onChange={change} />;
}

function change(q: string): void {
  const before = readFilter(new URLSearchParams(location.search));
  const href = q === "" ? location.pathname : `?q=${encodeURIComponent(q)}`;
  if (before === "") history.pushState(null, "", href);
  else history.replaceState(null, "", href);
}
