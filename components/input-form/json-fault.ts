export type JsonFault = { index: number; line: number; column: number; message: string };

/**
 * Where JSON text first goes wrong, and how. Engines word it differently and some give no position at all, so the text
 * is read here; `JSON.parse` stays the judge of what it means.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const reader = new Reader(text);
  try {
    reader.space();
    reader.value(0);
    reader.space();
    if (reader.at < text.length) throw new Fault("nothing more was expected here");
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const before = text.slice(0, reader.at);
    const line = before.split("\n").length;
    return { index: reader.at, line, column: reader.at - (before.lastIndexOf("\n") + 1) + 1, message: error.message };
  }
}

class Fault extends Error {}

/** Deeper than any input a person types, and well within the call stack. */
const deepest = 1_000;

class Reader {
  at = 0;
  constructor(private readonly text: string) {}

  space(): void {
    while (" \n\r\t".includes(this.text[this.at] ?? "x")) this.at++;
  }

  value(depth: number): void {
    if (depth > deepest) throw new Fault("this is nested too deep");
    const char = this.text[this.at];
    if (char === undefined) throw new Fault("the text ends here, and a value is missing");
    if (char === '"') return this.string();
    if (char === "{") return this.items("}", depth, true);
    if (char === "[") return this.items("]", depth, false);
    const word = /^(?:true|false|null)\b/.exec(this.text.slice(this.at, this.at + 6))?.[0];
    if (word) this.at += word.length;
    else this.number();
  }

  private items(close: string, depth: number, named: boolean): void {
    this.at++;
    this.space();
    if (this.text[this.at] === close) return void this.at++;
    for (;;) {
      if (named) this.name();
      this.value(depth + 1);
      this.space();
      const char = this.text[this.at];
      if (char !== close && char !== ",") throw new Fault(`a comma or ${close} is missing`);
      this.at++;
      if (char === close) return;
      this.space();
      if (this.text[this.at] === close) throw new Fault(`a comma is not allowed before ${close}`);
    }
  }

  private name(): void {
    if (this.text[this.at] !== '"') throw new Fault("a name in double quotes is missing");
    this.string();
    this.space();
    if (this.text[this.at] !== ":") throw new Fault("a colon is missing");
    this.at++;
    this.space();
  }

  private string(): void {
    const rest = /^"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/.exec(this.text.slice(this.at))?.[0] ?? "";
    for (let i = 0; i < rest.length; i++) {
      if (rest.charCodeAt(i) >= 0x20) continue;
      this.at += i;
      throw new Fault("a line break or control character in a string is written \\n");
    }
    this.at += rest.length;
    const char = this.text[this.at];
    if (char === undefined) throw new Fault("the closing quote is missing");
    if (char === "\\") throw new Fault("this is not a known escape");
    this.at++;
  }

  private number(): void {
    const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(this.text.slice(this.at, this.at + 400))?.[0];
    if (!number) throw new Fault(this.text[this.at] === "'" ? "strings stand in double quotes" : "this is not a JSON value");
    this.at += number.length;
  }
}
