import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

const longestLine = 64 * 1024;

/** Lines of a stream; one that has no end is cut into pieces, so that nobody's output fills our memory. */
export function splitLines(stream: Readable, hear: (line: string) => void): void {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  stream.on("data", (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) hear(line);
    if (rest.length > longestLine) {
      hear(rest);
      rest = "";
    }
  });
  stream.on("end", () => {
    if (rest !== "") hear(rest);
  });
}
