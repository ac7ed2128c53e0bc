import { watch } from "node:fs";
import type { Log } from "@/server/log";
import { messageOf } from "@/server/errors";

const settleMs = 80;
const notSource = /(^|[\\/])(node_modules|\.git|\.trackside|runs)([\\/]|$)/;

/** Calls back when the project's files have changed and settled: editors write in several strokes. */
export function watchProject(dir: string, log: Log, changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  try {
    const watcher = watch(dir, { recursive: true }, (_event, file) => {
      if (file !== null && notSource.test(file)) return;
      clearTimeout(timer);
      timer = setTimeout(changed, settleMs);
    });
    watcher.on("error", (cause) => log.warn(`The project is not watched any more: ${messageOf(cause)}`));
    return () => {
      clearTimeout(timer);
      watcher.close();
    };
  } catch (cause) {
    log.warn(`The project cannot be watched, changes show after a restart: ${messageOf(cause)}`);
    return () => {};
  }
}
