import { httpBatchLink, httpSubscriptionLink, retryLink, splitLink, type TRPCLink } from "@trpc/client";
import type { AppRouter } from "@/server/router";

const url = "/api/trpc";

export const links: TRPCLink<AppRouter>[] = [
  splitLink({
    condition: (op) => op.type === "subscription",
    true: [
      // EventSource reconnects by itself after a lost connection, but gives up on an answer that is not a stream (the
      // console starting again, a proxy's 502). Then we take it up ourselves, from the last id seen.
      retryLink({ retry: () => true, retryDelayMs: (attempt) => Math.min(15_000, 500 * 2 ** Math.min(attempt, 5)) }),
      httpSubscriptionLink({ url }),
    ],
    false: httpBatchLink({ url, maxItems: 10 }),
  }),
];
