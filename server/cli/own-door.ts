import { hostEnv, processEnv, type Env } from "@/server/env";
import { openConsole } from "@/server/open-console";
import { handleRequest } from "@/server/rest/handle-request";
import { routes } from "@/server/rest/routes";
import type { Door, Want } from "./door";

type OwnDoor = { root: string; version: string; env: Env; want: Want };

/** The same engine, in this process: for where no console is running. */
export async function openOwnDoor({ root, version, env, want }: OwnDoor): Promise<Door> {
  // Agents find what they find under the console.
  Object.assign(processEnv(), { NODE_ENV: "production" });
  const console = await openConsole({ root, env, hostEnv: hostEnv(), version, idle: want === "look" });
  if (want === "work") await console.projectOpened();
  return {
    base: "http://localhost",
    own: true,
    call: (request) => handleRequest(routes, console.ctx, request),
    close: () => console.stop(),
  };
}
