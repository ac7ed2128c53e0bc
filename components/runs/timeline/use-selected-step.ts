"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

/** The selected step lives in the URL (`?step=`): copy it, and a colleague sees the same one. */
export function useSelectedStep(): [string | undefined, (stepId: string | undefined) => void] {
  const selected = useSearchParams().get("step") ?? undefined;
  const select = useCallback((stepId: string | undefined) => {
    const params = new URLSearchParams(location.search);
    if (stepId === undefined) params.delete("step");
    else params.set("step", stepId);
    const query = params.toString();
    // Replaced, not pushed: walking through a hundred steps must not cost a hundred times Back.
    history.replaceState(null, "", query === "" ? location.pathname : `?${query}`);
  }, []);
  return [selected, select];
}
