import { httpSubscriptionLink, type TRPCLink } from "@trpc/client";
import type { AppRouter } from "@/server/router";
import { sharedStreamLink } from "./shared-stream/shared-stream-link";
import { Tab } from "./shared-stream/tab";

/** How a page is told of changes as they happen. Loaded by pages that watch something. */
export function createLiveLink(url: string): TRPCLink<AppRouter> {
  const shared = sharedStreamLink(new Tab(url));
  const own: TRPCLink<AppRouter> = httpSubscriptionLink({ url });
  return (runtime) => {
    const [first, last] = [shared(runtime), own(runtime)];
    return ({ op, next }) => first({ op, next: (passed) => last({ op: passed, next }) });
  };
}
