import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { findInexactNumber } from "@/server/domain/inexact-number";
import type { Json } from "@/server/domain/json";
import { staticInputs } from "@/server/domain/run";

export const staticInputsFile = "static_inputs.json";

/** The project's own inputs of steps, by path; nothing where it has no such file. A faulty one throws, in words for people. */
export async function loadStaticInputs(projectDir: string): Promise<Record<string, Json> | undefined> {
  const text = await readFile(join(projectDir, staticInputsFile), "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return undefined;
    throw cause;
  });
  if (text === undefined) return undefined;
  const inexact = findInexactNumber(text);
  if (inexact !== undefined)
    throw new Error(`It holds a number that JSON cannot carry exactly: ${inexact.slice(0, 60)}. Write it as text.`);
  const parsed = staticInputs.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join(".") || "it"} ${issue.message}`);
  throw new Error(`It is to be an object of inputs by step path: ${faults.join("; ")}.`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
  } catch (cause) {
    throw new Error(`It is not JSON: ${cause instanceof Error ? cause.message : "it does not parse"}.`, { cause });
  }
}
