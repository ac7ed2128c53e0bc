import { tracked } from "@trpc/server";
import { errorShapeOf, procedure, router } from "@/server/trpc";
import { watchMany, watchManyInput } from "./watch-many";

const paths = { run: "runs.watch", datasetRun: "datasetRuns.watch" };

export const liveRouter = router({
  /** What all of a browser's tabs watch, in one stream. */
  watch: procedure.input(watchManyInput).subscription(async function* ({ ctx, input, signal }) {
    const all = watchMany({ ctx, input, signal: signal ?? new AbortController().signal });
    for await (const { cursors, of, said } of all)
      yield tracked(cursors, "failed" in said ? { id: said.id, error: errorShapeOf(said.failed, paths[of]) } : said);
  }),
});
