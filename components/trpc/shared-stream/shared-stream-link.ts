import { TRPCClientError, type Operation, type TRPCLink } from "@trpc/client";
import { observable, type Unsubscribable } from "@trpc/server/observable";
import type { AppRouter } from "@/server/router";
import type { Sink, Tab } from "./tab";
import type { Watch } from "./words";

/** Watches through the stream that all tabs of the browser share; what cannot, goes on to the next link. */
export function sharedStreamLink(loadTab: () => Promise<Tab>): TRPCLink<AppRouter> {
  let loading: Promise<Tab> | undefined;
  return () =>
    ({ op, next: passOn }) =>
      observable((observer) => {
        const watch = watchOf(op);
        if (!watch) return passOn(op).subscribe(observer);
        const sink: Sink = {
          item: (id, data) => observer.next({ result: id === undefined ? { data } : { id, data: { id, data } } }),
          line: (line) => {
            if (line.up) observer.next({ result: { type: "started" } });
            const error = line.up ? null : new TRPCClientError<AppRouter>(line.why);
            observer.next({ result: error ? { type: "state", state: "connecting", error } : pending });
          },
          ended: () => {
            observer.next({ result: { type: "stopped" } });
            observer.next({ result: { type: "state", state: "idle", error: null } });
            observer.complete();
          },
          failed: (cause) => observer.error(TRPCClientError.from(cause)),
        };
        let left = false;
        let inner: Unsubscribable | undefined;
        observer.next({ result: { type: "state", state: "connecting", error: null } });
        loading ??= loadTab();
        loading.then(
          (tab) => {
            if (!left) inner = tab.broken ? passOn(op).subscribe(observer) : tab.watch(watch, sink);
          },
          (cause: Error) => {
            loading = undefined;
            sink.failed(cause);
          },
        );
        return () => {
          left = true;
          inner?.unsubscribe();
        };
      });
}

const pending = { type: "state", state: "pending", error: null } as const;

/** Links know of a call's input nothing; what it is was checked where the call was written. */
function watchOf({ path, input }: Operation): Watch | undefined {
  if (path === "runs.watch") return { of: "run", ...(input as object) } as Watch;
  if (path === "datasetRuns.watch") return { of: "datasetRun", ...(input as object) } as Watch;
  return undefined;
}
