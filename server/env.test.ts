import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { isLoopback, readEnv } from "./env";

const root = mkdtempSync(join(tmpdir(), "trackside-env-"));
mkdirSync(join(root, "examples"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const read = (env: Record<string, string>) => readEnv({ NODE_ENV: "test", ...env }, root);

describe("the environment", () => {
  test("need not say anything", () => {
    const nothing = {
      port: 4700,
      host: "127.0.0.1",
      dataDir: join(root, ".trackside"),
      projectDir: join(root, "examples"),
      apiKey: undefined,
      allowedHosts: [],
      corsOrigins: [],
      logLevel: "info",
    };
    expect(read({})).toEqual(nothing);
    const names = [
      "PORT",
      "HOST",
      "TRACKSIDE_DATA_DIR",
      "TRACKSIDE_PROJECT",
      "TRACKSIDE_API_KEY",
      "TRACKSIDE_ALLOWED_HOSTS",
      "TRACKSIDE_CORS_ORIGINS",
      "LOG_LEVEL",
    ];
    expect(read(Object.fromEntries(names.map((name) => [name, ""])))).toEqual(nothing);
  });

  test("is taken as it is meant", () => {
    expect(read({ PORT: "0", HOST: "[::1]", LOG_LEVEL: "debug" })).toMatchObject({ port: 0, host: "::1", logLevel: "debug" });
    expect(read({ TRACKSIDE_DATA_DIR: "/var/x", TRACKSIDE_PROJECT: "." })).toMatchObject({ dataDir: "/var/x", projectDir: root });
    const { allowedHosts } = read({ TRACKSIDE_ALLOWED_HOSTS: " Box.Example.,b:8443 ,,[FE80::1]:80, " });
    expect(allowedHosts).toEqual(["box.example", "b:8443", "[fe80::1]:80"]);
    const { corsOrigins } = read({ TRACKSIDE_CORS_ORIGINS: " https://app.example,, http://localhost:5173 ," });
    expect(corsOrigins).toEqual(["https://app.example", "http://localhost:5173"]);
    expect(read({ HOST: "0.0.0.0", TRACKSIDE_API_KEY: "12345678" })).toMatchObject({ host: "0.0.0.0", apiKey: "12345678" });
    for (const HOST of ["localhost", "127.0.0.1", "127.9.9.9", "::1"]) expect(read({ HOST }).apiKey).toBeUndefined();
  });

  const faults: [env: Record<string, string>, said: RegExp][] = [
    ...["-1", "65536", "abc", "80.5", "1e3", " 80"].map((PORT): [Record<string, string>, RegExp] => [{ PORT }, /PORT must be/]),
    ...["0.0.0.0", "::", "10.0.0.1", "localhost.example", "127.0.0.1.example", "128.0.0.1", "127.0.0.256"].map(
      (HOST): [Record<string, string>, RegExp] => [{ HOST }, /HOST=.*TRACKSIDE_API_KEY/],
    ),
    ...["short", "with space", "tab\tbed-key", "schlüssel-1", "x".repeat(501)].map(
      (TRACKSIDE_API_KEY): [Record<string, string>, RegExp] => [{ TRACKSIDE_API_KEY }, /TRACKSIDE_API_KEY must/],
    ),
    ...["http://a", "a/b", "*.example", "a b", "a:b", "a:1:2", "::1", "ü.example"].map(
      (TRACKSIDE_ALLOWED_HOSTS): [Record<string, string>, RegExp] => [
        { TRACKSIDE_ALLOWED_HOSTS },
        /TRACKSIDE_ALLOWED_HOSTS has "/,
      ],
    ),
    ...["*", "app.example", "https://app.example/", "https://APP.example", "https://*.app.example/x", "null", "ftp://a"].map(
      (TRACKSIDE_CORS_ORIGINS): [Record<string, string>, RegExp] => [{ TRACKSIDE_CORS_ORIGINS }, /TRACKSIDE_CORS_ORIGINS has "/],
    ),
    [{ LOG_LEVEL: "loud" }, /LOG_LEVEL must be/],
    [{ TRACKSIDE_PROJECT: "./nowhere" }, /TRACKSIDE_PROJECT is .*nowhere, which is not a folder/],
  ];
  test.each(faults)("refuses %j in one line that names it", (env, said) => {
    expect(() => read(env)).toThrow(said);
    expect(() => read(env)).toThrow(/^[^\n]+$/);
  });

  test("has all its faults named at once, and no secret among them", () => {
    const env = { PORT: "x", LOG_LEVEL: "y", HOST: "0.0.0.0", TRACKSIDE_ALLOWED_HOSTS: "http://a", TRACKSIDE_PROJECT: "nowhere" };
    for (const name of Object.keys(env)) expect(() => read(env)).toThrow(new RegExp(name));
    const said = (): string => {
      try {
        read({ TRACKSIDE_API_KEY: "my secret", PORT: "x" });
      } catch (cause) {
        return String(cause);
      }
      return "";
    };
    expect(said()).toMatch(/TRACKSIDE_API_KEY.*/);
    expect(said()).not.toContain("my secret");
  });
});

test("loopback is 127.0.0.0/8, ::1 and localhost, and no name that looks like one", () => {
  for (const host of ["localhost", "127.0.0.1", "127.255.255.254", "::1", "[::1]"]) expect(isLoopback(host)).toBe(true);
  for (const host of [
    "",
    "127.0.0",
    "127.0.0.1.1",
    "127.0.0.256",
    "0127.0.0.1",
    "128.0.0.1",
    "::",
    "localhost.x",
    "xlocalhost",
    "127.example",
  ])
    expect(isLoopback(host)).toBe(false);
});
