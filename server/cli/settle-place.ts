import { existsSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { readEnv, type Env } from "@/server/env";

export type Place = {
  /** Where the user is: files named on the command line are looked for from here. */
  here: string;
  readEnv: () => Env;
};

/**
 * Which project and which data a command is about. `npm run trackside` is in the package's own folder, and settings mean
 * what they mean to the console; as `npx trackside` or a linked command they are relative to the user's folder. Whoever
 * stands in a project and names none means that one, with its own data.
 */
export function settlePlace(source: NodeJS.ProcessEnv, root: string, cwd: string): Place {
  const byNpm = source["npm_lifecycle_event"] === "trackside" && isSame(source["npm_package_json"], join(root, "package.json"));
  const here = byNpm ? (source["INIT_CWD"] ?? cwd) : cwd;
  const inProject = !source["TRACKSIDE_PROJECT"] && !isSame(here, root) && looksLikeProject(here);
  const from = byNpm ? root : here;
  const place = (name: string): string | undefined => (source[name] ? resolve(from, source[name]) : undefined);
  const env = {
    ...source,
    TRACKSIDE_PROJECT: place("TRACKSIDE_PROJECT") ?? (inProject ? here : ""),
    TRACKSIDE_DATA_DIR: place("TRACKSIDE_DATA_DIR") ?? (inProject ? join(here, ".trackside") : ""),
    LOG_LEVEL: source["LOG_LEVEL"] || "warn",
  };
  return { here, readEnv: () => readEnv(env, root) };
}

function looksLikeProject(dir: string): boolean {
  return existsSync(join(dir, "trackside.config.ts")) || existsSync(join(dir, "agents"));
}

function isSame(one: string | undefined, other: string): boolean {
  if (one === undefined || !existsSync(one) || !existsSync(other)) return false;
  return realpathSync(one) === realpathSync(other);
}
