import { connect } from "node:net";

export type RawAnswer = { status: number; headers: Map<string, string>; body: string };

/** Sends bytes as they are, past all that a client library would mend, and reads until the other side closes. */
export function sendRaw(port: number, ...parts: (string | Uint8Array)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, "127.0.0.1");
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("error", reject);
    socket.on("close", () => resolve(Buffer.concat(chunks).toString("latin1")));
    for (const part of parts) socket.write(typeof part === "string" ? Buffer.from(part, "latin1") : part);
  });
}

/** The head of a request, each header in the order and spelling given. */
export function head(line: string, headers: string[] = ["Host: localhost"]): string {
  return [line.includes(" HTTP/") ? line : `${line} HTTP/1.1`, ...headers, "Connection: close", "", ""].join("\r\n");
}

export function readAnswer(text: string): RawAnswer {
  // An interim 100 Continue comes before the answer.
  const answer = text.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, "");
  const end = answer.indexOf("\r\n\r\n");
  const [line = "", ...lines] = answer.slice(0, end).split("\r\n");
  const headers = new Map(
    lines.map((each) => [each.slice(0, each.indexOf(":")).toLowerCase(), each.slice(each.indexOf(":") + 1).trim()]),
  );
  return { status: Number(line.split(" ")[1]), headers, body: answer.slice(end + 4) };
}
