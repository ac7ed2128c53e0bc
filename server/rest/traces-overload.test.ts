import { request, type ClientRequest } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { bodyOf, fromProtobuf, requestOf, sendBody, type Encoding } from "@/server/testing/otlp-spans";

/** As many as are taken at once; see trace-intake. */
const most = 256;

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole();
}, openingTakesMs);
afterAll(() => console.close());

const body = bodyOf(
  requestOf("busy", [
    {
      traceId: "9".repeat(32),
      spanId: "9".repeat(16),
      name: "work",
      startTimeUnixNano: "1763700000000000000",
      endTimeUnixNano: "1763700000000000001",
    },
  ]),
  "protobuf",
);

/** Says that it sends, and holds the rest back. */
function beginToSend(): { rest: ClientRequest; answered: Promise<number | undefined> } {
  const headers = { "content-type": "application/x-protobuf", "content-length": body.byteLength };
  const rest = request(`${console.url}/v1/traces`, { method: "POST", headers, agent: false });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    rest.on("response", (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    rest.on("error", reject);
  });
  rest.write(body.subarray(0, 1));
  return { rest, answered };
}

test("who sends when too much is under way is asked to come again, and what was begun is taken", async () => {
  const begun = Array.from({ length: most }, beginToSend);
  for (const encoding of ["protobuf", "json"] satisfies Encoding[]) {
    const empty = bodyOf(requestOf("busy", []), encoding);
    let refused = await sendBody(console, empty, encoding);
    // Until all of them have arrived there is a place left.
    await expect.poll(async () => (refused = await sendBody(console, empty, encoding)).status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("1");
    if (encoding === "json")
      expect(await refused.json()).toMatchObject({ status: 503, code: 14, message: expect.any(String) as string });
    else expect(fromProtobuf("RpcStatus", new Uint8Array(await refused.arrayBuffer()))).toMatchObject({ code: 14 });
  }
  for (const { rest } of begun) rest.end(body.subarray(1));
  expect(new Set(await Promise.all(begun.map(({ answered }) => answered)))).toEqual(new Set([200]));
  expect((await sendBody(console, body, "protobuf")).status).toBe(200);
});
