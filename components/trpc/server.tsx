import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { notFound } from "next/navigation";
import { cache, type ReactNode } from "react";
import { getContext } from "@/server/console";
import { appRouter } from "@/server/router";
import { problemOf } from "./problem";
import { makeQueryClient } from "./query-client";

/** For server components only. One query client a request, so that what a page prefetches is what it hydrates. */
export const getQueryClient = cache(makeQueryClient);

export const trpc = createTRPCOptionsProxy({ ctx: getContext, router: appRouter, queryClient: getQueryClient });

export function HydrateClient({ children }: { children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(getQueryClient())}>{children}</HydrationBoundary>;
}

/** For the one read that decides whether the page exists: awaited before anything is streamed, so that 404 is its status. */
export async function orNotFound<Data>(read: Promise<Data>): Promise<Data> {
  try {
    return await read;
  } catch (error) {
    if (problemOf(error).status === 404) notFound();
    throw error;
  }
}
