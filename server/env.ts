import { resolve } from "node:path";
import { z } from "zod";
import { StartupError } from "./errors";

const flagless = (value: unknown): unknown => (value === "" ? undefined : value);
const text = (max: number) => z.preprocess(flagless, z.string().max(max).optional());

const port = z.preprocess(
  (value) => flagless(value) ?? "4700",
  z
    .string()
    .regex(/^\d{1,5}$/, "must be a number from 0 to 65535")
    .transform(Number)
    .refine((number) => number <= 65_535, "must be a number from 0 to 65535"),
);

const schema = z.object({
  PORT: port,
  HOST: text(255).transform((value) => value ?? "127.0.0.1"),
  TRACKSIDE_DATA_DIR: text(4096).transform((value) => value ?? "./.trackside"),
  TRACKSIDE_PROJECT: text(4096).transform((value) => value ?? "./examples"),
  TRACKSIDE_API_KEY: z.preprocess(flagless, z.string().min(8, "must have at least 8 characters").max(500).optional()),
  TRACKSIDE_ALLOWED_HOSTS: text(10_000),
  LOG_LEVEL: z.preprocess(
    flagless,
    z.enum(["debug", "info", "warn", "error", "silent"], "must be debug, info, warn, error or silent").default("info"),
  ),
});

export type Env = {
  port: number;
  host: string;
  dataDir: string;
  projectDir: string;
  apiKey: string | undefined;
  allowedHosts: string[];
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
};

/** Reads and checks the environment as a whole, so that every fault is named at once. */
export function readEnv(source: NodeJS.ProcessEnv, root: string): Env {
  const parsed = schema.safeParse(source);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  if (!parsed.success) throw new StartupError(`The environment is not right: ${faults.join("; ")}.`);
  const env = parsed.data;
  if (!isLoopback(env.HOST) && !env.TRACKSIDE_API_KEY)
    throw new StartupError(
      `HOST=${env.HOST} would open the console to the network without a login. Set TRACKSIDE_API_KEY to a secret of at least 8 characters, or leave HOST at 127.0.0.1.`,
    );
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(root, env.TRACKSIDE_DATA_DIR),
    projectDir: resolve(root, env.TRACKSIDE_PROJECT),
    apiKey: env.TRACKSIDE_API_KEY,
    allowedHosts: (env.TRACKSIDE_ALLOWED_HOSTS ?? "")
      .split(",")
      .map((host) => host.trim().toLowerCase())
      .filter(Boolean),
    logLevel: env.LOG_LEVEL,
  };
}

/** The process's own environment: the only place that reads it. */
export function processEnv(): NodeJS.ProcessEnv {
  return process.env;
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** What a host process is told by its console. */
export function hostSettings(): { projectDir: string; buildDir: string } {
  const { TRACKSIDE_HOST_PROJECT: projectDir, TRACKSIDE_HOST_BUILD: buildDir } = process.env;
  if (!projectDir || !buildDir) throw new StartupError("This is the agent host; the console starts it. Run `npm start`.");
  return { projectDir, buildDir };
}

/** What agents may see of our environment: everything but the console's own key. */
export function hostEnv(): NodeJS.ProcessEnv {
  const { TRACKSIDE_API_KEY: _key, ...rest } = process.env;
  return rest;
}
