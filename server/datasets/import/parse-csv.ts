import { BrokenFile, mostRowLength, tooLarge } from "./import-fault";

export type CsvRow = { line: number; cells: string[]; fault?: string };

type State = "start" | "plain" | "quoted" | "quote" | "cr";

const ending = /[,\r\n"]/g;

/**
 * CSV as RFC 4180 has it, chunk by chunk: commas, quotes doubled within quotes, lines that end in LF, CRLF or CR. Strict:
 * what could be read in two ways is a fault of its row. Empty lines are passed over.
 */
export class CsvParser {
  #state: State = "start";
  #line = 1;
  #rowLine = 1;
  #quoteLine = 1;
  #cells: string[] = [];
  #cell = "";
  #length = 0;
  #fault: string | undefined;
  #rows: CsvRow[] = [];

  push(text: string): CsvRow[] {
    for (let at = 0; at < text.length;) at = this.#step(text, at);
    if (this.#length > mostRowLength)
      throw tooLarge(this.#rowLine, this.#state === "quoted" ? `; is the quote in line ${this.#quoteLine} ever closed?` : "");
    return this.#taken();
  }

  end(): CsvRow[] {
    if (this.#state === "quoted") throw new BrokenFile(this.#quoteLine, "a quote is opened here and never closed");
    if (this.#state !== "cr" && (this.#cells.length > 0 || this.#cell !== "" || this.#state !== "start")) this.#endRow();
    return this.#taken();
  }

  #taken(): CsvRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  #step(text: string, at: number): number {
    switch (this.#state) {
      case "cr":
        this.#state = "start";
        return text[at] === "\n" ? at + 1 : at;
      case "start":
        if (text[at] !== '"') {
          this.#state = "plain";
          return at;
        }
        this.#state = "quoted";
        this.#quoteLine = this.#line;
        return at + 1;
      case "quoted":
        return this.#readQuoted(text, at);
      case "quote":
        if (text[at] === '"') {
          this.#take('"');
          this.#state = "quoted";
          return at + 1;
        }
        this.#state = "plain";
        if (!/[,\r\n]/.test(text[at] ?? ""))
          this.#fault ??= "text follows a closed quote; a quote within quotes is written twice";
        return at;
      case "plain":
        return this.#readPlain(text, at);
    }
  }

  #readQuoted(text: string, at: number): number {
    const quote = text.indexOf('"', at);
    const to = quote < 0 ? text.length : quote;
    for (let next = text.indexOf("\n", at); next >= 0 && next < to; next = text.indexOf("\n", next + 1)) this.#line++;
    this.#take(text.slice(at, to));
    if (quote < 0) return to;
    this.#state = "quote";
    return quote + 1;
  }

  #readPlain(text: string, at: number): number {
    ending.lastIndex = at;
    const found = ending.exec(text);
    const to = found?.index ?? text.length;
    this.#take(text.slice(at, to));
    switch (found?.[0]) {
      case undefined:
        return to;
      case ",":
        this.#endCell();
        break;
      case '"':
        this.#fault ??=
          "there is a quote in a cell that does not begin with one; quote the whole cell, and write the quote twice";
        this.#take('"');
        break;
      default:
        this.#endRow();
        if (found?.[0] === "\r") this.#state = "cr";
    }
    return to + 1;
  }

  #take(piece: string): void {
    this.#cell += piece;
    this.#length += piece.length;
  }

  #endCell(): void {
    this.#cells.push(this.#cell);
    this.#cell = "";
    this.#state = "start";
  }

  #endRow(): void {
    this.#endCell();
    const empty = this.#cells.length === 1 && this.#cells[0] === "" && this.#fault === undefined;
    const fault = this.#fault === undefined ? {} : { fault: this.#fault };
    if (!empty) this.#rows.push({ line: this.#rowLine, cells: this.#cells, ...fault });
    this.#cells = [];
    this.#fault = undefined;
    this.#length = 0;
    this.#line++;
    this.#rowLine = this.#line;
  }
}
