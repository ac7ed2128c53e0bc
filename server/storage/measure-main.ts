import { serveThread } from "@/server/threads/serve-thread";
import { measureTree, type TreeSize } from "./measure-tree";

/** The thread that adds up a directory's size: there may be a million files in it. */
await serveThread<string, TreeSize>((_given, stopped) =>
  Promise.resolve({ carryOut: (dir) => Promise.resolve(measureTree(dir, stopped)), close: () => undefined }),
);
