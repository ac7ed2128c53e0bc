import { z } from "zod";
import { staticInputs } from "./run";

const part = "[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}";
const reserved = /^(?:outcome|global_data)(?:\/|$)/i;

/** How much a run's `.trace` files say. */
const traceLevel = z.enum(["full", "basic", "off"]);
export type TraceLevel = z.infer<typeof traceLevel>;

/** The environment that holds, and what it changes: of each model profile which settings, and which others. */
export const projectEnvironment = z.object({
  name: z.string(),
  profiles: z.record(z.string(), z.array(z.string())),
  settings: z.array(z.string()),
});
export type ProjectEnvironment = z.infer<typeof projectEnvironment>;

/** What the project settles for the console; the host reads it and sends it over. */
export const projectSettings = z.object({
  runsSubpath: z
    .string()
    .regex(new RegExp(`^${part}(?:/${part}){0,7}$`), "is a relative path of plain parts, as in agents/triage")
    .refine((path) => !reserved.test(path), "may not begin with outcome or global_data, which lie beside the runs")
    .optional(),
  tracing: traceLevel.optional(),
  outcome: z.strictObject({ name: z.string().regex(new RegExp(`^${part}$`), "is a plain folder name, as in shop") }).optional(),
  staticInputs: staticInputs.optional(),
});
export type ProjectSettings = z.infer<typeof projectSettings>;
