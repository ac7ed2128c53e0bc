import { TRPCClientError, type TRPCLink } from "@trpc/client";
import { observable, type Unsubscribable } from "@trpc/server/observable";
import type { AppRouter } from "@/server/router";

/** A link that is loaded when it is first needed, and is then the same for all. */
export function lazyLink(load: () => Promise<TRPCLink<AppRouter>>): TRPCLink<AppRouter> {
  return (runtime) => {
    let loaded: Promise<ReturnType<TRPCLink<AppRouter>>> | undefined;
    return ({ op, next }) =>
      observable((observer) => {
        let left = false;
        let inner: Unsubscribable | undefined;
        loaded ??= load().then((link) => link(runtime));
        loaded.then(
          (link) => {
            if (!left) inner = link({ op, next }).subscribe(observer);
          },
          (cause: Error) => {
            loaded = undefined;
            observer.error(TRPCClientError.from(cause));
          },
        );
        return () => {
          left = true;
          inner?.unsubscribe();
        };
      });
  };
}
