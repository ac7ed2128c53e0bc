import { statSync } from "node:fs";
import { isIPv4 } from "node:net";
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

const apiKey = z
  .string()
  .min(8, "must have at least 8 characters")
  .max(500, "must have at most 500 characters")
  .regex(/^[\x21-\x7e]*$/, "must be of plain letters, digits and signs without spaces, since it travels in a header");

const allowedHosts = text(10_000).transform((value, ctx) => {
  const hosts = (value ?? "").split(",").map((host) =>
    host
      .trim()
      .toLowerCase()
      .replace(/\.(?=:|$)/, ""),
  );
  const wrong = hosts.find((host) => !/^(?:[a-z0-9_.-]*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/.test(host));
  if (wrong !== undefined)
    ctx.addIssue(`has "${wrong}", which is not a host name: write names, with or without a port, and commas between`);
  return hosts.filter(Boolean);
});

/** Whole origins only: a pattern would let in whom nobody meant. */
const corsOrigins = text(10_000).transform((value, ctx) => {
  const origins = (value ?? "")
    .split(",")
    .map((origin) => origin.trim())
    .filter(Boolean);
  const isOrigin = (word: string): boolean => /^https?:/.test(word) && URL.canParse(word) && new URL(word).origin === word;
  const wrong = origins.find((origin) => !isOrigin(origin));
  if (wrong !== undefined)
    ctx.addIssue(
      `has "${wrong}", which is not an origin: write each whole and without a path, as in https://app.example, and commas between`,
    );
  return origins;
});

const schema = z.object({
  PORT: port,
  // An IPv6 address is often written in brackets, as in an address bar.
  HOST: text(255).transform((value) => value?.replace(/^\[(.*)\]$/, "$1") ?? "127.0.0.1"),
  TRACKSIDE_DATA_DIR: text(4096).transform((value) => value ?? "./.trackside"),
  TRACKSIDE_PROJECT: text(4096).transform((value) => value ?? "./examples"),
  TRACKSIDE_API_KEY: z.preprocess(flagless, apiKey.optional()),
  TRACKSIDE_ALLOWED_HOSTS: allowedHosts,
  TRACKSIDE_CORS_ORIGINS: corsOrigins,
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
  /** Whose pages may call the API. */
  corsOrigins: string[];
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
};

/** Reads and checks the environment as a whole, so that every fault is named at once. */
export function readEnv(source: NodeJS.ProcessEnv, root: string): Env {
  const parsed = schema.safeParse(source);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  const host = schema.shape.HOST.safeParse(source["HOST"]).data ?? "";
  if (!isLoopback(host) && !source["TRACKSIDE_API_KEY"])
    faults.push(
      `HOST=${host} would open the console to the network without a login: set TRACKSIDE_API_KEY to a secret of at least 8 characters, or leave HOST at 127.0.0.1`,
    );
  const projectDir = resolve(root, schema.shape.TRACKSIDE_PROJECT.safeParse(source["TRACKSIDE_PROJECT"]).data ?? "");
  if (!statSync(projectDir, { throwIfNoEntry: false })?.isDirectory())
    faults.push(`TRACKSIDE_PROJECT is ${projectDir}, which is not a folder`);
  if (!parsed.success || faults.length > 0) throw new StartupError(`The environment is not right: ${faults.join("; ")}.`);
  const env = parsed.data;
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(root, env.TRACKSIDE_DATA_DIR),
    projectDir,
    apiKey: env.TRACKSIDE_API_KEY,
    allowedHosts: env.TRACKSIDE_ALLOWED_HOSTS,
    corsOrigins: env.TRACKSIDE_CORS_ORIGINS,
    logLevel: env.LOG_LEVEL,
  };
}

/** The process's own environment: the only place that reads it. */
export function processEnv(): NodeJS.ProcessEnv {
  return process.env;
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || (isIPv4(host) && host.startsWith("127."));
}

/** What a host process is told by its console. */
export function hostSettings(): { projectDir: string; buildDir: string; dev: boolean } {
  const { TRACKSIDE_HOST_PROJECT: projectDir, TRACKSIDE_HOST_BUILD: buildDir, TRACKSIDE_HOST_DEV: dev } = process.env;
  if (!projectDir || !buildDir) throw new StartupError("This is the agent host; the console starts it. Run `npm start`.");
  return { projectDir, buildDir, dev: dev === "1" };
}

/** What agents may see of our environment: everything but the console's own key. */
export function hostEnv(): NodeJS.ProcessEnv {
  const { TRACKSIDE_API_KEY: _key, ...rest } = process.env;
  return rest;
}
