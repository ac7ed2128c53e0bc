import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { removeConsoleFile, writeConsoleFile } from "./cli/console-file";
import { setContext } from "./console";
import { hostEnv, processEnv, readEnv, type Env } from "./env";
import { messageOf, StartupError } from "./errors";
import { createHandler, type Handler, type Next } from "./http/create-handler";
import { createConsoleServer } from "./http/create-server";
import { openConsole } from "./open-console";

type Start = { root: string; dev: boolean; stage: (name: string, detail: string) => void };

/** The console's process: takes the port, opens the data, starts Next, and sees to an orderly end. */
export async function main({ root, dev, stage }: Start): Promise<void> {
  try {
    Object.assign(processEnv(), { NODE_ENV: dev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" });
    const env = readEnv(processEnv(), root);
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    const handler = createHandler(env, dev);
    const server = createConsoleServer(handler);
    // The port first: where it is taken, nothing else has been touched.
    const port = await listen(server, env);
    const console = await openConsole({ root, env: { ...env, port }, hostEnv: hostEnv(), version, dev });
    stage("database", console.migrated.length > 0 ? `migrated: ${console.migrated.join(", ")}` : "current");
    setContext(console.ctx);
    const url = urlOf(env.host, port);
    await writeConsoleFile(env.dataDir, {
      url: urlOf(localNameOf(env.host), port),
      pid: process.pid,
      startedAt: Date.now(),
      version,
    });
    // Before the lock is free: the next console's file must stay.
    stopOnSignal(server, async () => {
      await removeConsoleFile(env.dataDir);
      await console.stop();
    });
    const pages = await startNext(root, dev, server, port, handler);
    stage("pages", dev ? "development" : "built");
    await console.projectOpened();
    const { loaded, problems } = console.ctx.engine.project();
    const faulty =
      problems.length === 0 ? "" : `, ${problems.length} ${problems.length === 1 ? "file does" : "files do"} not load`;
    stage("project", `${env.projectDir}${loaded ? "" : ", still opening"}${faulty}`);
    handler.open(pages);
    process.stdout.write(`Trackside ready at ${url}\n`);
  } catch (cause) {
    if (!(cause instanceof StartupError)) throw cause;
    process.stderr.write(`${messageOf(cause)}\n`);
    process.exit(1);
  }
}

function urlOf(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Every interface is no address to call: this machine is reached by its own. */
function localNameOf(host: string): string {
  return host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
}

function listen(server: Server, env: Env): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => reject(new StartupError(whyNot(cause, env), { cause })));
    server.listen(env.port, env.host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : env.port);
    });
  });
}

function whyNot({ code, message }: NodeJS.ErrnoException, { port, host }: Env): string {
  if (code === "EADDRINUSE")
    return `Port ${port} on ${host} is taken by another program. Set PORT to a free one, for example PORT=${port < 65_535 ? port + 1 : 4700}.`;
  if (code === "EACCES")
    return `Port ${port} on ${host} is not for this user. Set PORT to one above 1023, for example PORT=4700.`;
  return `The console cannot listen on ${host}, port ${port}: ${message}. Set HOST to an address of this machine.`;
}

/** Next would answer upgrades past our guards, so it is given a server where only those arrive that have passed them. */
async function startNext(root: string, dev: boolean, server: Server, port: number, handler: Handler): Promise<Next> {
  const { default: createNext } = await import("next");
  const guarded = new EventEmitter() as Server;
  const app = createNext({ dev, dir: root, hostname: "127.0.0.1", port, httpServer: guarded });
  await app.prepare();
  // Only development has something to upgrade to: its hot reload. Without a listener, Node serves them as plain requests.
  if (dev)
    server.on("upgrade", (request, socket, head) => {
      if (handler.mayUpgrade(request, socket)) guarded.emit("upgrade", request, socket, head);
    });
  return app.getRequestHandler();
}

const streamsGraceMs = 1000;
const longestStopMs = 8000;
/** One Ctrl-C may come twice, from the terminal and from npm. */
const sameSignalMs = 300;

/** Streams would hold the server open for ever, so they are cut; what hosts have said is written down first. */
function stopOnSignal(server: Server, stopConsole: () => Promise<void>): void {
  let stoppingSince: number | undefined;
  const stop = async (): Promise<void> => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > sameSignalMs) process.exit(130);
      return;
    }
    stoppingSince = performance.now();
    process.stderr.write("Trackside is stopping; runs that are not done go on at the next start.\n");
    server.close();
    setTimeout(() => server.closeAllConnections(), streamsGraceMs).unref();
    // All that was acknowledged is on disk already; what cannot end is not waited for.
    setTimeout(() => process.exit(1), longestStopMs).unref();
    try {
      await stopConsole();
      process.exit(0);
    } catch (cause) {
      process.stderr.write(`It did not stop in order: ${messageOf(cause)}\n`);
      process.exit(1);
    }
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void stop());
}
