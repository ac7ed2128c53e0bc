import type { DatasetRun } from "../server/domain/dataset-run";
import type { RunSummary } from "../server/domain/run";
import type { RunEvent } from "../server/domain/run-event";
import { hasEnded } from "../server/domain/run-status";
import type { Calls, RunRef } from "./calls";
import { Connection, type CallOptions, type ClientOptions } from "./connection";
import { dryRuns, lists, operations } from "./operations";
import { until } from "./until";
import { watchRun, type WatchOptions } from "./watch-run";

export type { Calls, FileOfItems, RerunInput, RunRef } from "./calls";
export type { CallOptions, ClientOptions } from "./connection";
export { TracksideError } from "./trackside-error";
export type { WatchOptions } from "./watch-run";
export type { Agent, ProjectProblem } from "../server/domain/agent";
export type { RunDetail } from "../server/domain/answers/run-answers";
export type { Dataset, DatasetVersion, ImportPreview, Item, NewItem, VersionDiff } from "../server/domain/dataset";
export type { DatasetResult, DatasetRun } from "../server/domain/dataset-run";
export type { Json } from "../server/domain/json";
export type { RunPage, RunSummary } from "../server/domain/run";
export type { EventType, RunEvent } from "../server/domain/run-event";
export type { RunStatus } from "../server/domain/run-status";
export type { Score } from "../server/domain/score";
export type { Step } from "../server/domain/step";

type Input<Name extends keyof Calls> = Calls[Name][0];
type Lists = typeof lists;
type One<Name extends keyof Lists> = Calls[Name][1] extends Record<Lists[Name], (infer Item)[]> ? Item : never;
type Whole<Name extends keyof Lists> = Omit<Input<Name>, "cursor">;
/** A run by its id, or by its agent's too, which saves a question. */
type AnyRun = string | RunRef;
type Waiting = { signal?: AbortSignal | undefined };

export type Client = {
  [Name in keyof Calls]: Partial<Input<Name>> extends Input<Name>
    ? (input?: Input<Name>, options?: CallOptions) => Promise<Calls[Name][1]>
    : (input: Input<Name>, options?: CallOptions) => Promise<Calls[Name][1]>;
} & {
  /** Every element of a list, page by page as they are wanted. */
  all: <Name extends keyof Lists>(
    name: Name,
    input: Whole<Name>,
    options?: CallOptions,
  ) => AsyncGenerator<One<Name>, void, undefined>;
  /** A run's events from the start, then live, to its end: each once and in order, also where the line breaks meanwhile. */
  watchRun: (run: AnyRun, options?: WatchOptions) => AsyncGenerator<RunEvent, void, undefined>;
  /** The run, once it has ended or waits for a person. */
  waitForRun: (run: AnyRun, options?: Waiting) => Promise<RunSummary>;
  /** The dataset run, once it has ended or only waits for people. */
  waitForDatasetRun: (ref: Input<"getDatasetRun">, options?: Waiting) => Promise<DatasetRun>;
};

type Given = Readonly<Record<string, unknown>>;

/** A console's API: each route a method, with the types the console itself works with. */
export function createClient(options: ClientOptions): Client {
  const connection = new Connection(options);
  const call = (name: keyof typeof operations, input: Given = {}, given?: CallOptions) => connection.call(name, input, given);
  const names = Object.keys(operations) as (keyof typeof operations)[];
  const calls = Object.fromEntries(
    names.map((name) => [name, (input?: Given, given?: CallOptions) => call(name, input, given)]),
  ) as Record<keyof typeof operations, (input?: Given, given?: CallOptions) => Promise<unknown>>;
  const previews = Object.fromEntries(
    Object.entries(dryRuns).map(([name, of]) => [
      name,
      (input: Given, given?: CallOptions) => call(of, { ...input, dryRun: true }, given),
    ]),
  );

  async function* all(name: keyof Lists, input: Given, given?: CallOptions): AsyncGenerator<unknown, void, undefined> {
    for (let cursor: unknown; cursor !== null;) {
      const page = (await call(name, { limit: 100, ...input, ...(cursor === undefined ? {} : { cursor }) }, given)) as Given;
      yield* page[lists[name]] as unknown[];
      cursor = page["nextCursor"];
    }
  }

  const find = async (run: AnyRun, signal?: AbortSignal): Promise<RunSummary> => {
    const runId = typeof run === "string" ? run : run.runId;
    return ((await call("findRun", { runId }, { signal })) as { run: RunSummary }).run;
  };

  return Object.assign({} as Client, calls, previews, {
    all,
    watchRun: (run: AnyRun, given: WatchOptions = {}) =>
      watchRun(connection, async () => (typeof run === "string" ? find(run, given.signal) : run), given),
    waitForRun: (run: AnyRun, { signal }: Waiting = {}) =>
      until(
        () => find(run, signal),
        ({ status }) => hasEnded(status) || status === "waiting",
        signal,
      ),
    waitForDatasetRun: (ref: Input<"getDatasetRun">, { signal }: Waiting = {}) =>
      until(
        async () => ((await call("getDatasetRun", ref, { signal })) as { run: DatasetRun }).run,
        ({ status, endedAt }) =>
          status === "completed" || status === "waiting" || (status === "cancelled" && endedAt !== undefined),
        signal,
      ),
  });
}
