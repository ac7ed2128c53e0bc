import type { Command } from "commander";
import { lstat, mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { messageOf } from "@/server/errors";
import { wrongUse } from "./cli-error";
import { projectFiles } from "./project-files";
import { quoteWord } from "@/server/domain/quote-word";
import type { Session } from "./session";

export function addInit(program: Command, session: Session): void {
  program
    .command("init")
    .description("Make a project folder with a first agent")
    .argument("<dir>", "the folder; it is made where it is not there")
    .action(session.action((_options, dir: string) => init(session, resolve(session.place.here, dir))));
}

async function init({ root, terminal }: Session, dir: string): Promise<number> {
  const files = projectFiles(root, dir);
  const conflicts: string[] = [];
  for (const name of Object.keys(files)) if (await isThere(join(dir, name))) conflicts.push(name);
  if (conflicts.length > 0)
    throw wrongUse(
      `${dir} has ${conflicts.join(", ")} already; nothing was written. Move ${conflicts.length === 1 ? "it" : "them"} away, or choose another folder.`,
    );
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(dir, name)), { recursive: true });
      // What came meanwhile is not written over either.
      await writeFile(join(dir, name), text, { flag: "wx" });
    }
  } catch (cause) {
    throw wrongUse(`${dir} cannot be made a project: ${messageOf(cause)}.`, { cause });
  }
  terminal.data(dir);
  terminal.say(`Made ${Object.keys(files).join(", ")}.`);
  terminal.say(
    `Next, in ${root}:\n  TRACKSIDE_PROJECT=${quoteWord(dir)} TRACKSIDE_DATA_DIR=${quoteWord(join(dir, ".trackside"))} npm start`,
  );
  terminal.say(
    `or, in ${dir}:\n  node ${quoteWord(join(root, "scripts/trackside.mjs"))} run hello --input '{"names": ["Ada", "Grace"]}'`,
  );
  return 0;
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === "ENOENT") return false;
      throw wrongUse(`${path} cannot be looked at: ${messageOf(cause)}.`, { cause });
    },
  );
}
