import type { Command } from "commander";
import { processEnv } from "@/server/env";
import { Api } from "./api";
import type { Want } from "./door";
import { openDoor } from "./open-door";
import type { Place } from "./settle-place";
import type { Terminal } from "./terminal";

/** What every command is given. */
export type Session = {
  root: string;
  version: string;
  place: Place;
  terminal: Terminal;
  /** Aborted when the user wants to stop; its reason says how. */
  signal: AbortSignal;
  /** Makes a command's action: what it answers is the exit code. */
  action: <Args extends unknown[]>(
    run: (options: Record<string, unknown>, ...args: Args) => Promise<number>,
  ) => (...args: [...Args, object, Command]) => Promise<void>;
};

/** Opens the way to the engine for a command, and closes it in order, however the command ends. */
export async function withApi<Result>(
  session: Session,
  options: Record<string, unknown>,
  want: Want,
  work: (api: Api) => Promise<Result>,
): Promise<Result> {
  const { root, version, place, terminal, signal } = session;
  const door = await openDoor({
    root,
    version,
    want,
    signal,
    readEnv: place.readEnv,
    server: serverOf(options),
    apiKey: processEnv()["TRACKSIDE_API_KEY"] || undefined,
    say: terminal.say,
  });
  try {
    signal.throwIfAborted();
    return await work(new Api(door, signal));
  } finally {
    await door.close();
  }
}

export const serverOf = (options: Record<string, unknown>): string | undefined => options["server"] as string | undefined;
