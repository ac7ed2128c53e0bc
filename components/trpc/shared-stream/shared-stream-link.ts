import { TRPCClientError, type Operation, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { AppRouter } from "@/server/router";
import type { Tab } from "./tab";
import type { Watch } from "./words";

/** Watches through the stream that all tabs of the browser share; what cannot, goes on to the next link. */
export function sharedStreamLink(tab: Tab): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        const watch = tab.broken ? undefined : watchOf(op);
        if (!watch) return next(op).subscribe(observer);
        observer.next({ result: { type: "state", state: "connecting", error: null } });
        return tab.watch(watch, {
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
          failed: (error) => observer.error(TRPCClientError.from(error)),
        });
      });
}

const pending = { type: "state", state: "pending", error: null } as const;

/** Links know of a call's input nothing; what it is was checked where the call was written. */
function watchOf({ path, input }: Operation): Watch | undefined {
  if (path === "runs.watch") return { of: "run", ...(input as object) } as Watch;
  if (path === "datasetRuns.watch") return { of: "datasetRun", ...(input as object) } as Watch;
  return undefined;
}
