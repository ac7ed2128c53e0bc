import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { z } from "zod";
import { consoleFile } from "@/db/lock";

const consoleAddress = z.object({
  url: z.url({ protocol: /^https?$/ }),
  pid: z.number().int(),
  startedAt: z.number().int(),
  version: z.string(),
});
export type ConsoleAddress = z.infer<typeof consoleAddress>;

/** Tells commands on this machine where the console is. Written while its data directory is locked, and in one piece. */
export async function writeConsoleFile(dataDir: string, address: ConsoleAddress): Promise<void> {
  const file = consoleFile(dataDir);
  await writeFile(`${file}.new`, `${JSON.stringify(address)}\n`);
  await rename(`${file}.new`, file);
}

export async function removeConsoleFile(dataDir: string): Promise<void> {
  await rm(consoleFile(dataDir), { force: true });
}

export async function readConsoleFile(dataDir: string): Promise<ConsoleAddress | undefined> {
  try {
    return consoleAddress.parse(JSON.parse(await readFile(consoleFile(dataDir), "utf8")));
  } catch {
    return undefined;
  }
}
