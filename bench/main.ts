import { agentLoop } from "./agent-loop";
import { record } from "./record";
import { dataset } from "./dataset";
import { engine } from "./engine";
import { importBench } from "./import";
import { ingest } from "./ingest";
import { list } from "./list";
import { live } from "./live";
import { overview } from "./overview";
import { start } from "./start";
import { timeline } from "./timeline";
import { trends } from "./trends";
import type { Bench, Row } from "./measure";

const benches: Bench[] = [record, agentLoop, dataset, engine, list, overview, timeline, live, ingest, trends, importBench, start];

const args = process.argv.slice(2);
const only = args.includes("--only") ? args[args.indexOf("--only") + 1]?.split(",") : undefined;
const unknown = only?.filter((name) => !benches.some((bench) => bench.name === name)) ?? [];
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(", ")}; there are ${benches.map((bench) => bench.name).join(", ")}.\n`);
  process.exit(2);
}

const rows: Row[] = [];
for (const bench of benches) {
  if (only && !only.includes(bench.name)) continue;
  process.stderr.write(`${bench.name} …\n`);
  rows.push(...(await bench.run({ quick: args.includes("--quick") })));
}

if (args.includes("--json")) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
else {
  process.stdout.write("| name | measured | baseline | ratio | goal | |\n| --- | --- | --- | --- | --- | --- |\n");
  for (const { name, value, baseline, ratio, goal, met } of rows)
    process.stdout.write(
      `| ${name} | ${value} | ${baseline} | ${ratio === undefined ? "–" : ratio.toFixed(2)} | ${goal} | ${met ? "met" : "not met"} |\n`,
    );
}
