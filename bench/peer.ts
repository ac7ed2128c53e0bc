import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { z } from "zod";

const folder = join(process.cwd(), "bench/peers");
const least = [22, 13];
const answer = z.object({ rate: z.number() });

/** A peer that runs beside us: `experiment` is the rate of one of its no-op experiments. */
export type Peer = { experiment: (size: number) => Promise<number>; close: () => void };

/** Installs what we are measured against, in a folder of its own: a user's installation has none of it. */
export async function openPeer(): Promise<Peer> {
  const install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  if (!existsSync(join(folder, "node_modules/.package-lock.json"))) await promisify(execFile)("npm", install, { cwd: folder });
  const child = spawn(nodeOfPeer(), ["experiments.mjs"], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    experiment: async (size) => {
      child.stdin.write(`${size}\n`);
      const line = await lines.next();
      if (line.done) throw new Error("the peer ended before its experiment did: see above");
      return answer.parse(JSON.parse(line.value)).rate;
    },
    close: () => child.stdin.end(),
  };
}

/** It wants a newer Node than we do. */
function nodeOfPeer(): string {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > (least[0] ?? 0) || (major === least[0] && minor >= (least[1] ?? 0))) return process.execPath;
  const own = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`]
    .map((name) => join(folder, "node_modules", name, "bin/node"))
    .find((file) => existsSync(file));
  if (!own) throw new Error(`The peer needs Node ${least.join(".")} or later: run the bench with it.`);
  return own;
}
