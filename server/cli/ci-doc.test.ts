import { spawn } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeHome, openingTakesMs } from "@/server/testing/http-console";

let place: Awaited<ReturnType<typeof makeHome>>;
beforeEach(async () => {
  place = await makeHome();
});
afterEach(() => place.remove());

const blocks = async (language: string): Promise<string[]> =>
  [...(await readFile("docs/ci.md", "utf8")).matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "gm"))].map(
    ([, text = ""]) => text,
  );

/** The commands as the shell sees them: on one line, however they are indented. */
const commandsIn = (text: string): string[] =>
  text
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.startsWith("npm run -s trackside"));

async function runScript(script: string): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn("bash", ["-eu", "-c", script], {
    env: {
      ...process.env,
      ...place.env,
      TRACKSIDE_PROJECT: "",
      TRACKSIDE_DATA_DIR: "",
      TMPDIR: place.home,
      NODE_ENV: "production",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, out, err };
}

describe("docs/ci.md", () => {
  test(
    "its script does what it says: as it stands it is met, and missed where more is asked",
    { timeout: openingTakesMs },
    async () => {
      const [script = ""] = await blocks("sh");
      const report = join(place.home, "report.xml");
      const met = await runScript(script.replace("report.xml", report));
      expect(met).toMatchObject({
        code: 0,
        out: expect.stringMatching(/59 of 60 completed[^]*right-team +0\.8\d+ +88\.3 % +59/) as string,
        err: expect.stringContaining("right-team's mean is of 59 of 60") as string,
      });
      expect(await readFile(report, "utf8")).toContain('tests="60" failures="6" errors="1"');
      const missed = await runScript(
        script.replace("report.xml", join(place.home, "other.xml")).replace("pass=0.85", "pass=0.9"),
      );
      expect(missed).toMatchObject({ code: 1, err: expect.stringContaining("right-team passed 88.3 %, below 90.0 %") as string });
      expect((await stat(join(place.home, "other.xml"))).size).toBeGreaterThan(1000);
    },
  );

  test("the pipeline runs the same commands", async () => {
    const [script = ""] = await blocks("sh");
    const [pipeline = ""] = await blocks("yaml");
    expect(commandsIn(script)).toHaveLength(2);
    expect(commandsIn(pipeline)).toEqual(commandsIn(script));
  });
});
