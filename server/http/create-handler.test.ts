import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readAnswer, sendRaw } from "@/server/testing/raw-request";
import { createHandler } from "./create-handler";
import { createConsoleServer } from "./create-server";

/** Development has something to upgrade to, its hot reload; here, whoever gets that far is told so and sent away. */
const handler = createHandler({ allowedHosts: [], corsOrigins: [], apiKey: "long-enough" }, true);
const server = createConsoleServer(handler);
server.on("upgrade", (request, socket) => {
  if (handler.mayUpgrade(request, socket)) socket.end("HTTP/1.1 101 Switching Protocols\r\n\r\n");
});
let port: number;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => server.close());

const key = "Authorization: Bearer long-enough";
const ask = async (line: string, headers: string[]): Promise<number> =>
  readAnswer(await sendRaw(port, [`${line} HTTP/1.1`, ...headers, "", ""].join("\r\n"))).status;
const upgrade = (headers: string[], path = "/_next/hmr"): Promise<number> =>
  ask(`GET ${path}`, ["Connection: Upgrade", "Upgrade: websocket", ...headers]);

describe("an upgrade", () => {
  test("is for our own pages, under our own name, with the key", async () => {
    expect(await upgrade(["Host: localhost", key])).toBe(101);
    expect(await upgrade(["Host: localhost", "Origin: http://localhost", key])).toBe(101);
    expect(await upgrade(["Host: evil.example", key])).toBe(421);
    expect(await upgrade(["Host: localhost", "Host: evil.example", key])).toBe(400);
    expect(await upgrade(["Host: localhost", "Origin: http://evil.example", key])).toBe(403);
    expect(await upgrade(["Host: localhost", "Origin: null", key])).toBe(403);
    expect(await upgrade(["Host: localhost", "Sec-Fetch-Site: cross-site", key])).toBe(403);
    expect(await upgrade(["Host: localhost"])).toBe(401);
    expect(await upgrade(["Host: localhost", "Authorization: Bearer wrong"])).toBe(401);
    expect(await upgrade(["Host: localhost", key], "/%00")).toBe(400);
  });
});

test("before there are pages, every request is asked to come again, and to sign in first", async () => {
  const answer = readAnswer(
    await sendRaw(port, ["GET / HTTP/1.1", "Host: localhost", key, "Connection: close", "", ""].join("\r\n")),
  );
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(JSON.parse(answer.body)).toMatchObject({ status: 503, title: "Overloaded" });
  expect(await ask("GET /", ["Host: localhost", "Connection: close"])).toBe(401);
});
