import { decodeName, encodeName } from "@/server/domain/step-path";
import { never, type Scope } from "./running-run";
import { runStep } from "./run-step";

/**
 * A flow of the agent. Where the run is of one flow only, the others are passed over: they give what the static inputs
 * say for their path, else nothing; and once that one flow has ended, so has the run, with its result.
 */
export async function runFlow<Output>(parent: Scope, name: string, work: () => Output | Promise<Output>): Promise<Output> {
  const { run } = parent;
  const { flow } = run.taken;
  const path = `${parent.path}.${encodeName(name)}`;
  if (flow === undefined || !standsOutside(parent.path, path, targetOf(run.root.path, flow)))
    return finishIfWhole(parent, path, await runStep(parent, name, { kind: "flow" }, () => work()));
  run.passedOver.add(path);
  const given = run.staticInput(path);
  return (given === undefined ? undefined : JSON.parse(given)) as Output;
}

/** Given as a name or as a path, in which the names are written as paths write them. */
const targetOf = (root: string, flow: string): string =>
  `${root}.${flow
    .split(".")
    .map((name) => encodeName(decodeName(name)))
    .join(".")}`;

/** Neither the wanted flow, nor on the way to it, nor inside it. */
function standsOutside(parent: string, path: string, target: string): boolean {
  return path !== target && !target.startsWith(`${path}.`) && parent !== target && !parent.startsWith(`${target}.`);
}

async function finishIfWhole<Output>({ run }: Scope, path: string, value: Output): Promise<Output> {
  const { flow } = run.taken;
  if (flow === undefined || path !== targetOf(run.root.path, flow)) return value;
  run.finish(value);
  return never();
}
