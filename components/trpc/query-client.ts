import { defaultShouldDehydrateQuery, QueryClient } from "@tanstack/react-query";
import { isAskersFault, problemOf } from "./problem";

/** One set of rules for the server's per-request client and the browser's. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // What the server has just rendered is not fetched again at once.
        staleTime: 2_000,
        // On the server the browser waits for the page, and what failed there is asked again from here.
        retry: (failures, error) => typeof window !== "undefined" && failures < 2 && !isAskersFault(problemOf(error).status),
      },
      dehydrate: {
        // Prefetches are not awaited: a pending query travels as a promise, and its Suspense leaf streams in.
        shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) || query.state.status === "pending",
        shouldRedactErrors: () => false,
      },
    },
  });
}
