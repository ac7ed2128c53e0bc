import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const call = promisify(execFile);

/** A command as a shell reads it: its words, and what it gets on standard input. Its program is a function here that only prints them. */
export async function readCommand(command: string): Promise<{ words: string[]; input: string }> {
  const [name = ""] = /^\w+/.exec(command) ?? [];
  const dir = await mkdtemp(join(tmpdir(), "trackside-shell-"));
  try {
    // From a file: as an argument a long command would not fit, and nothing else may be on standard input.
    const file = join(dir, "command.sh");
    await writeFile(file, `${name}() { printf '%s\\0' ${name} "$@"; cat; }\n${command}`);
    const run = call("sh", [file], { maxBuffer: 50_000_000 });
    run.child.stdin?.end();
    const words = (await run).stdout.split("\0");
    return { words: words.slice(0, -1), input: words.at(-1) ?? "" };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
