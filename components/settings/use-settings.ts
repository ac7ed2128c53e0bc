"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useTRPC } from "@/components/trpc/client";
import type { AppRouter } from "@/server/router";

type Answers = inferRouterOutputs<AppRouter>["console"];
export type SettingsData = Answers["settings"];
export type StorageData = Answers["storage"];

/** What holds in this console; looked at again, since a project that is being worked on changes. */
export function useSettings(): SettingsData {
  const trpc = useTRPC();
  return useSuspenseQuery(trpc.console.settings.queryOptions(undefined, { refetchInterval: 5_000 })).data;
}
