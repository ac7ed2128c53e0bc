import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { setContext } from "./console";
import { hostEnv, processEnv, readEnv, type Env } from "./env";
import { messageOf, StartupError } from "./errors";
import { createHandler, type Next } from "./http/create-handler";
import { openConsole, type Console } from "./open-console";

type Start = { root: string; dev: boolean; stage: (name: string, detail: string) => void };

/** The console's process: takes the port, opens the data, starts Next, and sees to an orderly end. */
export async function main({ root, dev, stage }: Start): Promise<void> {
  try {
    Object.assign(processEnv(), { NODE_ENV: dev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" });
    const env = readEnv(processEnv(), root);
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    let next: Next | undefined;
    const server = createServer(
      { requestTimeout: 0 },
      createHandler(env, dev, () => next),
    );
    // The port first: where it is taken, nothing else has been touched.
    const port = await listen(server, env);
    const console = await openConsole({ root, env, hostEnv: hostEnv(), version });
    stage("database", console.migrated.length > 0 ? `migrated: ${console.migrated.join(", ")}` : "current");
    setContext(console.ctx);
    stopOnSignal(server, console);
    const pages = await startNext(root, dev, server, port);
    stage("pages", dev ? "development" : "built");
    await console.projectOpened();
    const { loaded, problems } = console.ctx.engine.project();
    stage(
      "project",
      `${env.projectDir}${loaded ? "" : ", still opening"}${problems.length > 0 ? `, ${problems.length} files do not load` : ""}`,
    );
    next = pages;
    process.stdout.write(`Trackside ready at http://${env.host.includes(":") ? `[${env.host}]` : env.host}:${port}\n`);
  } catch (cause) {
    if (!(cause instanceof StartupError)) throw cause;
    process.stderr.write(`${messageOf(cause)}\n`);
    process.exit(1);
  }
}

function listen(server: Server, env: Env): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === "EADDRINUSE" ? "is taken by another program" : `cannot be used (${cause.message})`;
      reject(
        new StartupError(`Port ${env.port} on ${env.host} ${taken}. Set PORT to a free one, for example PORT=${env.port + 1}.`, {
          cause,
        }),
      );
    });
    server.listen(env.port, env.host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : env.port);
    });
  });
}

async function startNext(root: string, dev: boolean, server: Server, port: number): Promise<Next> {
  const { default: createNext } = await import("next");
  const app = createNext({ dev, dir: root, hostname: "127.0.0.1", port, httpServer: server });
  await app.prepare();
  return app.getRequestHandler();
}

const streamsGraceMs = 1000;

/** Streams would hold the server open for ever, so they are cut; what hosts have said is written down first. */
function stopOnSignal(server: Server, console: Console): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) process.exit(130);
    stopping = true;
    process.stderr.write("Trackside is stopping; runs that are not done go on at the next start.\n");
    server.close();
    setTimeout(() => server.closeAllConnections(), streamsGraceMs).unref();
    await console.stop();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void stop());
}
