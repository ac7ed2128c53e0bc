import { processEnv } from "@/server/env";

/** Git as we call it: by our name, in our words, without the user's hooks, signing, line-end changes or ignored names. */
export const gitSettings = [
  "-c",
  "user.name=Trackside",
  "-c",
  "user.email=trackside@localhost",
  "-c",
  "commit.gpgSign=false",
  "-c",
  "core.hooksPath=/dev/null",
  "-c",
  "core.autocrlf=false",
  "-c",
  "core.excludesFile=/dev/null",
  "-c",
  "core.quotePath=false",
  "-c",
  "gc.auto=0",
  "-c",
  "init.defaultBranch=main",
] as const;

/** Nothing of the surroundings may point git to another repository. */
export function gitEnv(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...processEnv() };
  for (const name of Object.keys(env)) if (name.startsWith("GIT_")) delete env[name];
  return Object.assign(env, { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_CONFIG_NOSYSTEM: "1" });
}

/** A run's branch, and the name under which the commit is kept that it began at. */
export const branchOf = (runId: string): string => `run/${runId}`;
export const startRefOf = (branch: string): string => `refs/trackside/start/${branch}`;
