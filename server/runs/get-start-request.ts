import type { z } from "zod";
import type { Context } from "@/server/context";
import type { Json } from "@/server/domain/json";
import type { ProfileOverrides } from "@/server/domain/model-profile";
import type { runRef, StartRunInput } from "@/server/domain/run";
import { stepHref, readValues } from "./read-value";
import { requireRun } from "./require-run";

/** What a run was started with. An input too large to show is left out, and `inputHref` says where it is. */
export type StartRequest = Partial<StartRunInput> & Pick<StartRunInput, "agentId"> & { inputHref?: string };

/** The request that would start the same run again. */
export async function getStartRequest({ ctx, input }: { ctx: Context; input: z.infer<typeof runRef> }): Promise<StartRequest> {
  const row = await requireRun(ctx, input.runId);
  const href = stepHref(row.agentId, row.id, "1", "input");
  const values = await readValues(ctx, [{ ref: row.inputRef, href }]);
  const given = row.inputRef === null ? undefined : values.get(row.inputRef);
  const isLarge = given !== null && typeof given === "object" && !Array.isArray(given) && given["href"] === href;
  const options: Omit<StartRequest, "agentId" | "input" | "inputHref"> = {
    ...(row.name === null ? {} : { name: row.name }),
    ...(row.timeoutMs === null ? {} : { timeoutMs: row.timeoutMs }),
    ...(row.roomId === null ? {} : { roomId: row.roomId }),
    ...(row.entityId === null ? {} : { entityId: row.entityId }),
    ...(row.messageId === null ? {} : { messageId: row.messageId }),
    ...(row.flow === null ? {} : { flow: row.flow }),
    ...(isSaid(row.tags) ? { tags: JSON.parse(row.tags) as string[] } : {}),
    ...(isSaid(row.metadata) ? { metadata: JSON.parse(row.metadata) as Record<string, Json> } : {}),
    ...(isSaid(row.staticInputs) ? { staticInputs: JSON.parse(row.staticInputs) as Record<string, Json> } : {}),
    ...(isSaid(row.profiles) ? { profiles: JSON.parse(row.profiles) as ProfileOverrides } : {}),
  };
  return { agentId: row.agentId, ...(isLarge ? { inputHref: href } : { input: given ?? null }), ...options };
}

const isSaid = (json: string): boolean => json !== "[]" && json !== "{}";
