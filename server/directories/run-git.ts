import { spawn } from "node:child_process";
import { AppError } from "@/server/errors";
import { gitEnv, gitSettings } from "./git-settings";

type Options = { cwd: string; most?: number; env?: Record<string, string>; mayFail?: boolean };
type Said = { code: number | null; text: string; truncated: boolean };

const mostText = 10_000_000;
const mostComplaint = 2000;

/** Asks git, never through a shell. Past `most` bytes its answer is cut, and git is ended. */
export function runGit(args: string[], { cwd, most = mostText, env = {}, mayFail = false }: Options): Promise<Said> {
  return new Promise((resolve, reject) => {
    const git = spawn("git", [...gitSettings, ...args], { cwd, env: { ...gitEnv(), ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let complaint = "";
    git.stdout.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes - chunk.length < most) chunks.push(chunk);
      if (bytes > most) git.kill();
    });
    git.stderr.on("data", (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-mostComplaint)));
    git.on("error", (cause: NodeJS.ErrnoException) =>
      reject(
        cause.code === "ENOENT"
          ? new AppError("conflict", "The outcome repository needs the git program, and it does not start here.", { cause })
          : cause,
      ),
    );
    git.on("close", (code) => {
      const truncated = bytes > most;
      const text = Buffer.concat(chunks).subarray(0, most).toString();
      if (code === 0 || truncated || mayFail) resolve({ code, text, truncated });
      else reject(new Error(`git ${args[0]} failed: ${complaint.trim() || `it ended with code ${code}`}`));
    });
  });
}
