import type { Context } from "@/server/context";
import { projectInputs } from "./start-run";

/** What runs of an agent get from the project as it is now. */
export function itemSettings(ctx: Context, agentId: string): { staticInputs: string } {
  return { staticInputs: JSON.stringify(projectInputs(ctx, agentId)) };
}
