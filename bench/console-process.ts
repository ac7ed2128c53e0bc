import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { startConsoleProcess } from "@/server/testing/console-process";

/** Since it was last asked, in milliseconds: the longest the event loop was held, and what the process took of the processors. */
type Effort = { heldMs: number; cpuMs: number };

/** Put into the console's process. */
const observer = (socket: string): string => `import { createServer } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
if (process.argv[1]?.endsWith("start.mjs")) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let before = process.cpuUsage();
  createServer((socket) => {
    const { user, system } = process.cpuUsage(before);
    socket.end(JSON.stringify({ heldMs: delay.max / 1e6, cpuMs: (user + system) / 1000 }));
    delay.reset();
    before = process.cpuUsage();
  }).listen(${JSON.stringify(socket)}).unref();
}
`;

/** The product itself on a data directory, asked through its own port. */
export async function openConsoleProcess(dataDir: string, projectDir: string) {
  const home = await mkdtemp(join(tmpdir(), "trackside-bench-process-"));
  const [file, socket] = [join(home, "observer.mjs"), join(home, "observer.sock")];
  await writeFile(file, observer(socket));
  const console = await startConsoleProcess({
    TRACKSIDE_DATA_DIR: dataDir,
    TRACKSIDE_PROJECT: projectDir,
    NODE_OPTIONS: `--import=${file}`,
  });
  return {
    /** The whole answer, read to its end. */
    get: async (path: string): Promise<string> => {
      const answer = await fetch(console.url + path);
      const body = await answer.text();
      if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${body.slice(0, 300)}`);
      return body;
    },
    post: async (path: string, type: string, body: Uint8Array): Promise<number> => {
      const answer = await fetch(console.url + path, {
        method: "POST",
        headers: { "content-type": type },
        body: Uint8Array.from(body),
      });
      await answer.arrayBuffer();
      return answer.status;
    },
    effort: async () => JSON.parse(await text(connect(socket))) as Effort,
    close: async () => {
      await console.kill("SIGTERM");
      await rm(home, { recursive: true, force: true });
    },
  };
}

export type BenchProcess = Awaited<ReturnType<typeof openConsoleProcess>>;
