import { createTRPCClient, type TRPCLink } from "@trpc/client";
import type { AppRouter } from "@/server/router";
import type { OpenStream } from "./words";

/** Opens the console's one stream for many, over a link that carries a subscription. */
export function streamOpener(link: TRPCLink<AppRouter>): OpenStream {
  const client = createTRPCClient<AppRouter>({ links: [link] });
  return (subs, to) =>
    client.live.watch.subscribe(
      { subs },
      {
        onStarted: to.started,
        onData: ({ data }) => to.item(data),
        onConnectionStateChange: ({ state, error }) => {
          if (state === "connecting" && error) to.lost(error.message);
        },
        onError: (error) => to.failed(error.message),
        onComplete: to.ended,
      },
    );
}
