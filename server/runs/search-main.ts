import { connect } from "@/db/connect";
import { openReader } from "@/db/open-reader";
import { serveThread } from "@/server/threads/serve-thread";
import { searchRuns } from "./search-runs";
import type { SearchAnswer, SearchGiven, SearchOrder } from "./text-search";
import { prepareIndex, TextIndex } from "./text-index";

/** A query does not wait longer than this for what is still being made findable. */
const patienceMs = 2000;

/** The thread that searches: it keeps an index of what runs say, and answers lists that ask for a text. */
await serveThread<SearchOrder, SearchAnswer>(async (given, stopped) => {
  const { databaseFile, indexFile } = given as SearchGiven;
  const index = await connect(indexFile, "write", "thread");
  await prepareIndex(index, databaseFile);
  const db = await openReader(databaseFile, { of: "thread", attached: { search: indexFile } });
  const texts = new TextIndex(db, index, stopped);
  const caughtUp = texts.catchUp();
  return {
    carryOut: async ({ changed, search }) => {
      if (changed) void texts.changed(changed);
      if (!search) return {};
      const complete = Promise.all([caughtUp, texts.settled()]).then(() => true);
      const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patienceMs));
      const isComplete = await Promise.race([complete, late]);
      return { found: await searchRuns(db, search), incomplete: !isComplete };
    },
    close: () => {
      db.close();
      index.close();
    },
  };
});
