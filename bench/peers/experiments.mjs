// A peer's no-op experiment: for each size that comes in on a line, a line goes out with the items it did a second. Its own
// store on a file, as its documentation sets it up; no tracing, so less is kept than what it is compared with.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Mastra } from "@mastra/core";
import { LibSQLStore } from "@mastra/libsql";

const folder = await mkdtemp(join(tmpdir(), "trackside-peer-"));
let stores = 0;

for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(await experiment(Number(line))));
await rm(folder, { recursive: true, force: true });
// It leaves timers behind.
process.exit(0);

async function experiment(size) {
  // A new one each time: with what is in it the next experiment is slower.
  const storage = new LibSQLStore({ id: `peer-${++stores}`, url: `file:${join(folder, `${stores}.db`)}` });
  const mastra = new Mastra({ storage, logger: false });
  const dataset = await mastra.datasets.create({ name: "items" });
  const question = (n) => ({ input: { n, question: `What is the answer to ${n}?` }, groundTruth: null });
  await dataset.addItems({ items: Array.from({ length: size }, (_, n) => question(n)) });
  const begun = performance.now();
  // Of 5 to 500 at once what it was fastest with.
  const { succeededCount } = await dataset.startExperiment({ task: () => null, scorers: [], maxConcurrency: 20 });
  const ms = performance.now() - begun;
  if (succeededCount !== size) throw new Error(`of ${size} items ${succeededCount} succeeded`);
  return { size, rate: (size / ms) * 1000 };
}
