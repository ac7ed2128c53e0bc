import { BrokenFile, mostRowLength, tooLarge } from "./import-fault";

export type JsonRow = { line: number; text: string };

type State = "before" | "first" | "element" | "value" | "after" | "done";

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/**
 * Cuts a JSON array into the texts of its elements as it comes; whether each is JSON, who parses it finds out. A file that
 * is one object is one row.
 */
export class JsonSplitter {
  #state: State = "before";
  #single = false;
  #line = 1;
  #rowLine = 1;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #parts: string[] = [];
  #length = 0;
  #rows: JsonRow[] = [];

  push(text: string): JsonRow[] {
    for (let at = 0; at < text.length;) {
      if (this.#state === "value") {
        at = this.#readValue(text, at);
        continue;
      }
      const code = text.charCodeAt(at);
      if (code === 0x0a) this.#line++;
      if (isSpace(code) || !this.#begins(text.charAt(at))) at++;
    }
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  end(): JsonRow[] {
    if (this.#state === "value" && this.#depth === 0 && !this.#inString) this.#endRow();
    if (this.#state === "before") return [];
    if (this.#state === "value")
      throw new BrokenFile(this.#rowLine, "the value that begins here is cut off: the file ends within it");
    if (this.#state !== "done" && !this.#single)
      throw new BrokenFile(this.#line, "the file ends before the array is closed by ]");
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  /** What a character outside of values is good for; true where it begins one, and is to be looked at again. */
  #begins(char: string): boolean {
    switch (this.#state) {
      case "before":
        if (char === "[") this.#state = "first";
        else if (char === "{") {
          this.#single = true;
          return this.#beginRow();
        } else throw new BrokenFile(this.#line, "is neither a JSON array of rows nor one object");
        return false;
      case "first":
      case "element":
        if (char === "]" && this.#state === "first") this.#state = "done";
        else if (char === "," || char === "]") throw new BrokenFile(this.#line, `a row is missing before this ${char}`);
        else return this.#beginRow();
        return false;
      case "after":
        if (this.#single)
          throw new BrokenFile(this.#line, "something follows the object; several go into an array, or one to a line as JSONL");
        if (char === ",") this.#state = "element";
        else if (char === "]") this.#state = "done";
        else throw new BrokenFile(this.#line, "a comma is missing between two rows");
        return false;
      default:
        throw new BrokenFile(this.#line, "something follows the end of the array");
    }
  }

  #beginRow(): true {
    this.#state = "value";
    this.#rowLine = this.#line;
    return true;
  }

  #readValue(text: string, from: number): number {
    let at = from;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x0a) this.#line++;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (code === 0x5c) this.#escaped = true;
        else if (code === 0x22) this.#inString = false;
        if (this.#inString || this.#depth > 0) continue;
        at++;
        break;
      }
      if (code === 0x22) this.#inString = true;
      else if (code === 0x7b || code === 0x5b) this.#depth++;
      else if (code === 0x7d || code === 0x5d) {
        // The array's own end, behind a bare number or word.
        if (this.#depth === 0) break;
        this.#depth--;
        if (this.#depth > 0) continue;
        at++;
        break;
      } else if (this.#depth === 0 && (code === 0x2c || isSpace(code))) {
        if (code === 0x0a) this.#line--;
        break;
      }
    }
    this.#parts.push(text.slice(from, at));
    this.#length += at - from;
    if (this.#length > mostRowLength) throw tooLarge(this.#rowLine, "");
    const ended = at < text.length || (this.#depth === 0 && !this.#inString && /["}\]]$/.test(text.slice(from, at)));
    if (ended) this.#endRow();
    return at;
  }

  #endRow(): void {
    this.#rows.push({ line: this.#rowLine, text: this.#parts.join("") });
    this.#parts = [];
    this.#length = 0;
    this.#state = "after";
  }
}
