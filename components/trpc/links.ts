import { httpBatchLink, retryLink, splitLink, type TRPCLink } from "@trpc/client";
import type { AppRouter } from "@/server/router";
import { lazyLink } from "./lazy-link";
import { isAskersFault, problemOf } from "./problem";

const url = "/api/trpc";

export const links: TRPCLink<AppRouter>[] = [
  splitLink({
    condition: (op) => op.type === "subscription",
    true: [
      // Whatever breaks is taken up again from the last id seen; only what is not there any more is not asked for again.
      retryLink({
        retry: ({ error }) => !isAskersFault(problemOf(error).status),
        retryDelayMs: (attempt) => Math.min(15_000, 500 * 2 ** Math.min(attempt, 5)),
      }),
      lazyLink(async () => (await import("./live-link")).createLiveLink(url)),
    ],
    false: httpBatchLink({ url, maxItems: 10 }),
  }),
];
