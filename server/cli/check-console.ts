import type { Env } from "@/server/env";
import type { Check } from "./check";
import { CliError } from "./cli-error";
import { readConsoleFile } from "./console-file";
import type { Door } from "./door";
import { openHttpDoor } from "./http-door";
import { checkUrl } from "./open-door";
import { isLocked } from "./probe-lock";
import type { Session } from "./session";

type Found = { console: Check; door: Door | undefined };

/** Whether a console runs on the data directory, and answers. */
export async function checkConsole({ signal }: Session, env: Env, apiKey: string | undefined): Promise<Found> {
  const result = (level: Check["level"], detail: string, door?: Door): Found => ({
    console: { name: "console", level, detail },
    door,
  });
  const address = await readConsoleFile(env.dataDir);
  if (!(await isLocked(env.dataDir)))
    return result("ok", "none runs on this data; commands open the engine in their own process (`npm start` starts a console)");
  if (!address) return result("warning", "another command has the data in its own process; wait until it has ended, or stop it");
  try {
    const door = await openHttpDoor({ url: address.url, apiKey, signal });
    return result("ok", `version ${address.version} answers at ${address.url} (process ${address.pid})`, door);
  } catch (cause) {
    if (!(cause instanceof CliError)) throw cause;
    return result("fault", `${cause.message} Its process is ${address.pid}: if it hangs, end it and start it again.`);
  }
}

export function checkServer({ signal }: Session, server: string, apiKey: string | undefined): Promise<Door> {
  return openHttpDoor({ url: checkUrl(server), apiKey, signal });
}
