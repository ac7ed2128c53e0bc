import { Command, CommanderError } from "commander";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { processEnv } from "@/server/env";
import { StartupError } from "@/server/errors";
import { CliError } from "./cli-error";
import { addDataset } from "./dataset-command";
import { addDoctor } from "./doctor-command";
import { addEval } from "./eval-command";
import { addExport } from "./export-command";
import { addInit } from "./init-command";
import { addRun } from "./run-command";
import { addRuns } from "./runs-command";
import type { Session } from "./session";
import { settlePlace } from "./settle-place";
import { openTerminal, type Terminal } from "./terminal";

/** Each adds a command of its own: a new one is a file and a line here. */
const commands = [addInit, addRun, addRuns, addDataset, addEval, addExport, addDoctor];

const exitCodes = `
Exit codes: 0 fine, 1 a run or a request failed, 2 wrong use, 3 the console cannot be reached.
Commands use the console that runs on the data directory, or, where none runs, the same engine in their own process.`;

/** The command line. Ends the process with the command's exit code. */
export async function main({ root, args }: { root: string; args: string[] }): Promise<void> {
  const terminal = openTerminal();
  const code = await runCommand(root, args, terminal);
  // Nothing may be lost on its way out; what is still open (a kept connection) is not waited for.
  await new Promise((resolve) => {
    process.stdout.write("", resolve);
  });
  process.exit(code);
}

async function runCommand(root: string, args: string[], terminal: Terminal): Promise<number> {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  let code = 0;
  const session: Session = {
    root,
    version,
    terminal,
    place: settlePlace(processEnv(), root, process.cwd()),
    signal: interruptions(),
    action:
      (run) =>
      async (...all) => {
        const command = all.at(-1) as Command;
        code = await run(command.optsWithGlobals(), ...(all.slice(0, -2) as never));
      },
  };
  // Not as an option of the program: that would be taken from commands that have a --version of their own.
  if (args[0] === "--version" || args[0] === "-V") {
    terminal.data(version);
    return 0;
  }
  const program = new Command("trackside")
    .description("Run agents, look at their runs, and take them up again.")
    .option("--server <url>", "the console to talk to, instead of the one on the data directory")
    .addHelpText("after", `\n--version, as the only word, prints the version.\n${exitCodes}`);
  for (const add of commands) add(program, session);
  for (const each of allCommands(program)) each.exitOverride().showHelpAfterError(`(trackside ${pathOf(each)}--help says more)`);
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (cause) {
    // What fails because it was stopped has not failed.
    return exitCodeOf(session.signal.aborted ? session.signal.reason : cause, terminal);
  }
}

function allCommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(allCommands)];
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)}${command.name()} ` : "";
}

/** Commander has written what it has to say of wrong use; the rest is ours. */
function exitCodeOf(cause: unknown, terminal: Terminal): number {
  if (cause instanceof CommanderError) return cause.exitCode === 0 ? 0 : 2;
  if (cause instanceof Interrupted) return cause.exitCode;
  if (cause instanceof CliError) {
    if (cause.message !== "") terminal.say(cause.message);
    return cause.exitCode;
  }
  if (!(cause instanceof StartupError)) throw cause;
  terminal.say(cause.message);
  return 2;
}

/** As shells count it: 128 and the signal's number. */
const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

class Interrupted extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super("interrupted");
    this.exitCode = exitCode;
  }
}

const sameSignalMs = 300;

/** The first signal stops the command in order; a later one, which is not the first come twice, ends it at once. */
function interruptions(): AbortSignal {
  const interrupt = new AbortController();
  let since: number | undefined;
  for (const [signal, exitCode] of Object.entries(signals))
    process.on(signal, () => {
      if (since !== undefined && performance.now() - since > sameSignalMs) process.exit(exitCode);
      since ??= performance.now();
      interrupt.abort(new Interrupted(exitCode));
    });
  return interrupt.signal;
}
