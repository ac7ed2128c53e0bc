import fs from "node:fs";
import { fileURLToPath } from "node:url";

/** Whether the module with this URL is what node was started with, rather than imported. */
export function isEntry(url) {
  return process.argv[1] !== undefined && fs.realpathSync(process.argv[1]) === fileURLToPath(url);
}
