"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";

/** How the console and its agent host are, kept fresh while the tab is seen. */
export function useConsoleStatus() {
  const trpc = useTRPC();
  return useQuery(trpc.console.status.queryOptions(undefined, { refetchInterval: 3_000 }));
}
