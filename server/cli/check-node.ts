import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Check } from "./check";

const needs = z.object({ version: z.string(), engines: z.object({ node: z.string() }) });

/** An older Node does not get as far as this: the command itself refuses it. */
export function checkNode(root: string): Check {
  const { version, engines } = needs.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  return {
    name: "node",
    level: "ok",
    detail: `${process.versions.node} (${engines.node} wanted), Trackside ${version} in ${root}`,
  };
}
