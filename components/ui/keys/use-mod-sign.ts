"use client";

import { useHydrated } from "@/components/ui/use-hydrated";

/** What the key that goes with others is called here. Whose keyboard it is, only the browser knows. */
export function useModSign(): string {
  return useHydrated() && /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl ";
}
