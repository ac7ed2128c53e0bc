// Says what a command is doing, stage by stage, each with its time; and when one fails, which, why, and what to do.
import "./stop-with-npm.mjs";
import { excerpt } from "./run-command.mjs";

/** A failure that a person can act on: `output` is what the failed tool said, `next` what to do now. */
export class StageFailure extends Error {
  constructor(message, { output = "", next = "", cause } = {}) {
    super(message, { cause });
    this.output = output;
    this.next = next;
  }
}

/** Runs one stage. `work` gets `say`, for a line before something slow, and returns the deexcerpt for the stage's line. */
export async function stage(name, work) {
  const begun = performance.now();
  const say = (text) => console.log(`  ${name.padEnd(9)} ${text}`);
  try {
    const deexcerpt = await work(say);
    printStage(name, deexcerpt, performance.now() - begun);
  } catch (error) {
    if (error instanceof StageFailure) error.stageName = error.stageName ?? name;
    throw error;
  }
}

export function printStage(name, deexcerpt, ms) {
  console.log(`  ${name.padEnd(9)} ${String(deexcerpt ?? "done").padEnd(30)} ${formatMs(ms).padStart(9)}`);
}

/** Says what failed. What was not foreseen keeps its stack: it is a fault of ours. A StartupError is the console's own. */
export function printFailure(error) {
  if (error instanceof StageFailure) {
    if (error.output) console.error(`\n${excerpt(error.output)}`);
    console.error(`\n${error.stageName ? `Stage ${error.stageName} failed: ` : ""}${error.message}`);
    if (error.next) console.error(error.next);
  } else {
    console.error(error?.name === "StartupError" ? error.message : error);
  }
}

export function failCommand(error) {
  printFailure(error);
  process.exit(1);
}

function formatMs(ms) {
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
