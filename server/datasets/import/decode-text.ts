import { isUtf8 } from "node:buffer";
import { BrokenFile } from "./import-fault";

/** Turns a file's bytes into text, chunk by chunk. What is not UTF-8 is refused with its line, never mended. */
export class TextChunks {
  #rest: Uint8Array = new Uint8Array();
  #line = 1;
  #begun = false;

  push(chunk: Uint8Array): string {
    const bytes = Buffer.concat([this.#rest, chunk]);
    const end = bytes.length - unfinished(bytes);
    const whole = bytes.subarray(0, end);
    this.#rest = bytes.subarray(end);
    if (!isUtf8(whole)) throw this.#broken(whole);
    for (let at = whole.indexOf(0x0a); at >= 0; at = whole.indexOf(0x0a, at + 1)) this.#line++;
    const text = whole.toString("utf8");
    if (this.#begun || text === "") return text;
    this.#begun = true;
    return text.startsWith("\ufeff") ? text.slice(1) : text;
  }

  end(): void {
    if (this.#rest.length > 0) throw this.#broken(this.#rest);
  }

  #broken(bytes: Buffer | Uint8Array): BrokenFile {
    // No UTF-8 begins so; a UTF-16 file does.
    if (!this.#begun && (bytes[0] === 0xff || bytes[0] === 0xfe)) return new BrokenFile(1, "is UTF-16; save the file as UTF-8");
    let line = this.#line;
    for (let from = 0; from < bytes.length;) {
      const next = bytes.indexOf(0x0a, from);
      const to = next < 0 ? bytes.length : next + 1;
      if (!isUtf8(bytes.subarray(from, to))) break;
      line++;
      from = to;
    }
    return new BrokenFile(line, "is not UTF-8; save the file as UTF-8");
  }
}

/** How many bytes at the end begin a character whose rest is still to come. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf8 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}
