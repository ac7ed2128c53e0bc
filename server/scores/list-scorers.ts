import { z } from "zod";
import type { Context } from "@/server/context";
import type { JsonSchema } from "@/server/domain/agent";
import { builtInScorers } from "@/server/domain/built-in-scorers";
import type { LoadedScorer } from "@/server/domain/host-protocol";

/** `settings` is what it can be given, as a JSON Schema; a project's own takes none. */
export type ListedScorer = Omit<LoadedScorer, "file"> & { file?: string; settings?: JsonSchema };

const builtIn: ListedScorer[] = Object.entries(builtInScorers).map(([id, settings]) => ({
  id,
  name: id,
  settings: z.toJSONSchema(settings, { io: "input" }) as JsonSchema,
}));

/** The project's scorers, then those every project has. */
export async function listScorers({ ctx }: { ctx: Context }): Promise<{ scorers: ListedScorer[] }> {
  return { scorers: [...ctx.engine.project().scorers, ...builtIn] };
}
