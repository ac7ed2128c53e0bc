import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { RunSummary } from "@/server/domain/run";
import type { RunEvent } from "@/server/domain/run-event";
import { startConsoleProcess } from "./console-process";
import { readAnswer, sendRaw } from "./raw-request";

/** Put into the console's process by the tests, this tells what cannot be seen from outside. */
const observer = (socket: string): string => `import { createServer } from "node:net";
if (process.argv[1]?.endsWith("start.mjs"))
  createServer((socket) => {
    const { live } = globalThis[Symbol.for("trackside.console")];
    const count = (kind) => process.getActiveResourcesInfo().filter((each) => each === kind).length;
    const [sockets, timers] = [count("TCPSocketWrap"), count("Timeout")];
    socket.end(JSON.stringify({ listeners: live.size, sockets, timers, bytes: process.memoryUsage().rss }));
  }).listen(${JSON.stringify(socket)}).unref();
`;

type Observed = { listeners: number; sockets: number; timers: number; bytes: number };

/** For hooks that open a console: it may have to be built first. */
export const openingTakesMs = 200_000;

export type RunDetail = { summary: RunSummary; events: RunEvent[]; nextAfter?: number };
type Options = { files?: Record<string, string>; env?: Record<string, string> };

/** A folder for a console's data and project, which whoever runs the tests has set nothing for. */
export async function makeHome(files: Record<string, string> = {}) {
  const home = await mkdtemp(join(tmpdir(), "trackside-http-"));
  await mkdir(join(home, "project/agents"), { recursive: true });
  for (const [name, source] of Object.entries(files)) await writeFile(join(home, "project/agents", name), source);
  const env = {
    TRACKSIDE_DATA_DIR: join(home, "data"),
    TRACKSIDE_PROJECT: join(home, "project"),
    HOST: "",
    TRACKSIDE_API_KEY: "",
    TRACKSIDE_ALLOWED_HOSTS: "",
  };
  return { home, env, remove: () => rm(home, { recursive: true, force: true }) };
}

/** The product itself, in its own process, and the ways tests ask it things. */
export async function openHttpConsole({ files, env = {} }: Options = {}) {
  const place = await makeHome(files);
  const [observerFile, observerSocket] = [join(place.home, "observer.mjs"), join(place.home, "observer.sock")];
  await writeFile(observerFile, observer(observerSocket));
  const process = await startConsoleProcess({ ...place.env, NODE_OPTIONS: `--import=${observerFile}`, ...env });
  const port = Number(new URL(process.url).port);
  const get = (path: string, init?: RequestInit): Promise<Response> => fetch(process.url + path, { redirect: "manual", ...init });
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    get(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  const startRun = async (agentId: string, body: Record<string, unknown>): Promise<RunSummary> => {
    const answer = await post(`/api/agents/${agentId}/runs`, body);
    if (answer.status !== 201) throw new Error(`no run was started: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { run: RunSummary }).run;
  };
  return {
    ...process,
    home: place.home,
    port,
    get,
    post,
    startRun,
    raw: async (...parts: (string | Uint8Array)[]) => readAnswer(await sendRaw(port, ...parts)),
    rawText: (bytes: string) => sendRaw(port, bytes),
    detail: async (run: Pick<RunSummary, "agentId" | "runId">, query = ""): Promise<RunDetail> =>
      (await (await get(`/api/agents/${run.agentId}/runs/${run.runId}${query}`)).json()) as RunDetail,
    observe: async () => JSON.parse(await text(connect(observerSocket))) as Observed,
    close: async () => {
      await process.kill("SIGTERM");
      await place.remove();
    },
  };
}

export type HttpConsole = Awaited<ReturnType<typeof openHttpConsole>>;
