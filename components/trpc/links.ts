import { httpBatchLink, httpSubscriptionLink, retryLink, splitLink, type TRPCLink } from "@trpc/client";
import type { AppRouter } from "@/server/router";
import { isAskersFault, problemOf } from "./problem";
import { streamOpener } from "./shared-stream/open-stream";
import { sharedStreamLink } from "./shared-stream/shared-stream-link";

const url = "/api/trpc";
const streamLink: TRPCLink<AppRouter> = httpSubscriptionLink({ url });

export const links: TRPCLink<AppRouter>[] = [
  splitLink({
    condition: (op) => op.type === "subscription",
    true: [
      // Whatever breaks is taken up again from the last id seen; only what is not there any more is not asked for again.
      retryLink({
        retry: ({ error }) => !isAskersFault(problemOf(error).status),
        retryDelayMs: (attempt) => Math.min(15_000, 500 * 2 ** Math.min(attempt, 5)),
      }),
      sharedStreamLink(async () => new (await import("./shared-stream/tab")).Tab(streamOpener(streamLink))),
      streamLink,
    ],
    false: httpBatchLink({ url, maxItems: 10 }),
  }),
];
