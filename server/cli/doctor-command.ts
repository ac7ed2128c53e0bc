import type { Command } from "commander";
import { processEnv, type Env } from "@/server/env";
import { messageOf } from "@/server/errors";
import { CliError } from "./cli-error";
import { checkDataDir } from "./check-data-dir";
import { checkNode } from "./check-node";
import { checkProject } from "./check-project";
import { checkConsole, checkServer } from "./check-console";
import type { Check } from "./check";
import { serverOf, type Session } from "./session";

export function addDoctor(program: Command, session: Session): void {
  program
    .command("doctor")
    .description("Check what Trackside needs, and say what to do where something is wrong")
    .option("--json", "print the checks as JSON")
    .action(session.action((options) => doctor(session, options)));
}

const words = { ok: "ok     ", warning: "warning", fault: "fault  " };

/** Looks and changes nothing: no migration, no run set going. */
async function doctor(session: Session, options: Record<string, unknown>): Promise<number> {
  const { terminal } = session;
  const server = serverOf(options);
  const checks = server === undefined ? await checksHere(session) : await checksOfServer(session, server);
  if (options["json"] === true) terminal.data(JSON.stringify({ checks }));
  else terminal.data(checks.map(({ level, name, detail }) => `${words[level]}  ${name.padEnd(11)}  ${detail}`).join("\n"));
  return checks.find((each) => each.exitCode !== undefined)?.exitCode ?? (checks.some((each) => each.level === "fault") ? 1 : 0);
}

async function checksHere(session: Session): Promise<Check[]> {
  const node = checkNode(session.root);
  let env: Env;
  try {
    env = session.place.readEnv();
  } catch (cause) {
    return [node, { name: "environment", level: "fault", detail: messageOf(cause) }];
  }
  const { console, door } = await checkConsole(session, env, keyOf());
  return [
    node,
    {
      name: "environment",
      level: "ok",
      detail: `TRACKSIDE_API_KEY is ${env.apiKey === undefined ? "missing (not needed on loopback)" : "set"}`,
    },
    await checkProject(session, env, door),
    ...(await checkDataDir(session, env)),
    console,
  ];
}

async function checksOfServer(session: Session, server: string): Promise<Check[]> {
  try {
    const door = await checkServer(session, server, keyOf());
    const reached: Check = { name: "console", level: "ok", detail: `answers at ${door.base}` };
    return [checkNode(session.root), await checkProject(session, undefined, door), reached];
  } catch (cause) {
    if (!(cause instanceof CliError)) throw cause;
    return [checkNode(session.root), { name: "console", level: "fault", detail: cause.message, exitCode: cause.exitCode }];
  }
}

const keyOf = (): string | undefined => processEnv()["TRACKSIDE_API_KEY"] || undefined;
