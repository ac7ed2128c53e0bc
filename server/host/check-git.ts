import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** What the project is told where it wants an outcome repository and this machine has no git. */
export async function checkGit(): Promise<string | undefined> {
  try {
    await promisify(execFile)("git", ["--version"]);
    return undefined;
  } catch {
    return "`outcome` needs the git program, and it does not start here. Install git, or take `outcome` out; until then ctx.dirs.outcome is undefined.";
  }
}
