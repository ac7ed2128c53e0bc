import { z } from "zod";

/** No system starts a process with more in one value, or with a NUL in it. */
const value = z
  .string()
  .max(100_000)
  .refine((text) => !text.includes("\0"), "holds a NUL");

const ofItsOwn = z.strictObject({
  level: z.literal("process"),
  /** The heap its code may fill before the process ends, in megabytes. */
  memoryMb: z.number().int().min(32).max(1_048_576).optional(),
  /** Laid over the environment of the host; null takes a name away. */
  env: z
    .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "is no name of an environment variable"), value.nullable())
    .optional(),
});

/** How far an agent's runs are kept apart from others, as it is written in the agent. */
export const isolationSetting = z.union([z.enum(["host", "process"]), ofItsOwn]);
export type IsolationSetting = z.input<typeof isolationSetting>;

export type Isolation = z.output<typeof ofItsOwn>;

/** A process of its own, or nothing where a run shares the host with others. */
export function toIsolation(setting: IsolationSetting | undefined): Isolation | undefined {
  if (setting === undefined || setting === "host") return undefined;
  return setting === "process" ? { level: "process" } : setting;
}

/** Whether a variable is set where an agent's runs work: in what is laid over the host's environment, else in that. */
export function isSetIn(isolation: Isolation | undefined, isSet: (variable: string) => boolean): (variable: string) => boolean {
  const overlay = isolation?.env ?? {};
  return (variable) => (Object.hasOwn(overlay, variable) ? Boolean(overlay[variable]) : isSet(variable));
}
