import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TakenRun } from "@/server/domain/host-protocol";
import type { AgentDirs } from "@/server/sdk/run-files";
import { openOutcome } from "./open-outcome";

/** The run's directories. Each is made when it is first asked for: most runs never ask. */
export function agentDirs({ runId, dirs, staticInputs }: TakenRun): AgentDirs {
  const made = new Set<string>();
  const make = (dir: string): string => {
    if (made.has(dir)) return dir;
    mkdirSync(dir, { recursive: true });
    made.add(dir);
    return dir;
  };
  const places = () => {
    if (dirs) return dirs;
    throw new Error(`Run ${runId} has no directories: its host does not share the console's disk.`);
  };
  let outcome: string | undefined;
  return {
    get run() {
      return make(places().run);
    },
    get staticInputs() {
      const dir = join(places().run, "static_inputs");
      if (!made.has(dir)) writeFileSync(join(make(dir), "static_inputs.json"), `${staticInputs}\n`);
      return dir;
    },
    get globalData() {
      return make(places().globalData);
    },
    get outcome() {
      const place = places().outcome;
      outcome ??= place && openOutcome(place);
      return outcome;
    },
  };
}
