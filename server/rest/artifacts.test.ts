import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ArtifactFile } from "@/server/domain/artifact";
import type { RunSummary } from "@/server/domain/run";
import { startConsoleProcess } from "@/server/testing/console-process";
import { makeHome, openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { howOften } from "@/server/testing/how-often";
import { head } from "@/server/testing/raw-request";
import { agentFile } from "@/server/testing/test-console";

const pages = agentFile(
  "pages",
  `await ctx.step("result.json", async () => {
     await ctx.artifact("a page/ü #1.html", "<script>fetch('/api/runs')</script>", { contentType: "text/html" });
     await ctx.artifact("numbers.json", { n: 1 });
     await ctx.artifact("large.bin", new Uint8Array(20_000_000));
     symlinkSync("/etc", ctx.dirs.run + "/out");
   });`,
  'import { symlinkSync } from "node:fs";',
);

let console: HttpConsole;
let run: RunSummary;
beforeAll(async () => {
  console = await openHttpConsole({ files: { "pages.ts": pages } });
  run = await console.startRun("pages", { input: null, wait: true });
  expect(run.status).toBe("completed");
}, openingTakesMs);
afterAll(() => console.close());

const at = (rest = ""): string => `/api/agents/pages/runs/${run.runId}${rest}`;
const encoded = (path: string): string => path.split("/").map(encodeURIComponent).join("/");
const place = "pages/result%2Ejson";

describe("the files of a run", () => {
  test("are listed with their sizes, types and where they are from", async () => {
    const { artifacts } = (await (await console.get(at("/artifacts"))).json()) as { artifacts: ArtifactFile[] };
    const find = (path: string) => artifacts.find((each) => each.path === path);
    expect(find(`${place}/numbers.json`)).toMatchObject({ bytes: 7, contentType: "application/json", source: "artifact" });
    expect(find(`${place}/a page/ü #1.html`)).toMatchObject({ contentType: "text/html", source: "artifact" });
    expect(find(`${place}/result.json`)).toMatchObject({ source: "record" });
    expect((await console.get(at("/artifacts?limit=0"))).status).toBe(400);
    expect((await console.get(at("/artifacts?cursor=%00"))).status).toBe(400);
    expect((await console.get(`/api/agents/other/runs/${run.runId}/artifacts`)).status).toBe(404);
  });

  test("are handed over whole, and a page among them cannot act as one of ours", async () => {
    const answer = await console.get(at(`/artifacts/${encoded(`${place}/a page/ü #1.html`)}`), {
      headers: { accept: "text/html" },
    });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("<script>");
    expect(answer.headers.get("content-type")).toBe("text/html");
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="[\w.-]+"; filename\*=UTF-8''%C3%BC%20%231\.html$/,
    );
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    const large = await console.get(at(`/artifacts/${encoded(`${place}/large.bin`)}`));
    expect((await large.arrayBuffer()).byteLength).toBe(20_000_000);
  });

  test("answer HEAD without a body", async () => {
    for (const rest of [`/artifacts/${encoded(`${place}/numbers.json`)}`, "/archive", "/artifacts"]) {
      const answer = await console.get(at(rest), { method: "HEAD" });
      expect(answer.status, rest).toBe(200);
      expect(await answer.text()).toBe("");
    }
  });

  test("are the directory's own only, by whatever way one asks", async () => {
    const tries = [
      "../../trackside.db",
      "%2e%2e/x",
      "..%2f..%2ftrackside.db",
      "out/hostname",
      "pages%2Fresult.json",
      "a%5Cb",
      "%00",
      "",
      "pages",
    ];
    for (const each of tries) {
      const { status, body } = await console.raw(head(`GET ${at(`/artifacts/${each}`)}`));
      expect([308, 400, 404], `${each}: ${status}`).toContain(status);
      expect(body).not.toContain("SQLite");
    }
  });

  test("come as one archive, whose top folder is the run's id", async () => {
    const answer = await console.get(at("/archive"));
    expect(answer.headers.get("content-type")).toBe("application/gzip");
    expect(answer.headers.get("content-disposition")).toContain(`${run.runId}.tar.gz`);
    const file = join(console.home, "run.tar.gz");
    await writeFile(file, Buffer.from(await answer.arrayBuffer()));
    const out = join(console.home, "unpacked");
    await mkdir(out);
    execFileSync("tar", ["-xzf", file, "-C", out]);
    expect(await readdir(out)).toEqual([run.runId]);
    const { artifacts } = (await (await console.get(at("/artifacts"))).json()) as { artifacts: ArtifactFile[] };
    for (const { path } of artifacts) {
      const [there, here] = [join(out, run.runId, path), join(console.home, "data/runs", run.runId, path)];
      expect((await readFile(there)).equals(await readFile(here)), path).toBe(true);
    }
  });

  test("hanging up in the middle of an archive leaves nothing open", async () => {
    const files = async () => (await readdir(`/proc/${console.pid}/fd`)).length;
    const before = await files();
    for (let i = 0; i < 10; i++) {
      // By the reader: a signal is forgotten by Node's fetch if the collector comes by once the head is there.
      const reader = (await console.get(at("/archive"))).body?.getReader();
      await reader?.read();
      await reader?.cancel();
    }
    await expect.poll(files, { timeout: 10_000 }).toBeLessThan(before + 5);
  });

  test("say what a run left in the outcome repository, or that it left nothing", async () => {
    expect(await (await console.get(at("/outcome"))).json()).toEqual({ outcome: null });
    expect((await console.get(at(`/outcome?against=${run.runId}`))).status).toBe(404);
  });
});

/** Whose directories are noted as not complete. */
function leftIn(noted: string): string[] {
  const left = new Set<string>();
  for (const line of noted.split("\n")) {
    if (line.startsWith("+")) left.add(line.slice(1));
    else left.delete(line.slice(1));
  }
  return [...left];
}

const busy = agentFile(
  "busy",
  `for (let i = 0; i < 30; i++) await ctx.step("work", { input: i }, async () => { await ctx.artifact(i + ".txt", "file " + i); return i; });
   return "done";`,
);

test(
  "killed at random moments, the console leaves every ended run with a whole directory after its next start",
  async () => {
    const { home, env, remove } = await makeHome({ "busy.ts": busy });
    const ids: string[] = [];
    let process = await startConsoleProcess(env);
    try {
      for (let round = 0; round < howOften(2, 4); round++) {
        for (let i = 0; i < 8; i++) {
          const answer = await fetch(`${process.url}/api/agents/busy/runs`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ input: i }),
          });
          ids.push(((await answer.json()) as { run: RunSummary }).run.runId);
        }
        await pause(Math.random() * 300);
        await process.kill("SIGKILL");
        process = await startConsoleProcess(env);
      }
      for (const id of ids) {
        await (await fetch(`${process.url}/api/agents/busy/runs/${id}/events`)).text();
        const dir = join(home, "data/runs", id);
        await expect.poll(() => existsSync(join(dir, ".trace/dad_metadata.json")), { timeout: 20_000 }).toBe(true);
        expect(JSON.parse(await readFile(join(dir, ".trace/dad_metadata.json"), "utf8"))).toMatchObject({ status: "completed" });
        const steps = await readdir(join(dir, "busy"));
        expect(steps.filter((name) => name.startsWith("work"))).toHaveLength(30);
        expect(await readFile(join(dir, "busy/work#30/29.txt"), "utf8")).toBe("file 29");
        const trace = (await readFile(join(dir, ".trace/trace.jsonl"), "utf8")).trim().split("\n");
        expect(trace).toHaveLength(31);
      }
      const noted = () => readFile(join(home, "data/runs/.unfinished"), "utf8");
      await expect.poll(async () => leftIn(await noted()), { timeout: 20_000 }).toEqual([]);
    } finally {
      await process.kill("SIGTERM");
      await remove();
    }
  },
  openingTakesMs,
);
