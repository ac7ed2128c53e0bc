"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

/** Which tab of the panel is open, in the URL; the first one is not said there. */
export function usePanelTab<Tab extends string>(tabs: readonly [Tab, ...Tab[]]): [Tab, (tab: Tab) => void] {
  const said = useSearchParams().get("tab");
  const [first] = tabs;
  const open = useCallback(
    (tab: Tab) => {
      const params = new URLSearchParams(location.search);
      if (tab === first) params.delete("tab");
      else params.set("tab", tab);
      const query = params.toString();
      history.replaceState(null, "", query === "" ? location.pathname : `?${query}`);
    },
    [first],
  );
  // Another step may not have the tab; then its first one shows, and the next step that has it shows it again.
  return [tabs.find((tab) => tab === said) ?? first, open];
}
