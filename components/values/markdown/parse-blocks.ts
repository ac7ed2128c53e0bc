/** A block of Markdown. Markup of HTML is none of them: it stays the text it is. */
export type Block =
  | { is: "heading"; level: number; text: string }
  | { is: "paragraph"; text: string }
  | { is: "code"; language: string; text: string }
  | { is: "quote"; blocks: Block[] }
  | { is: "list"; ordered: boolean; start: number; items: Block[][] }
  | { is: "table"; head: string[]; rows: string[][] }
  | { is: "rule" };

const mostDepth = 8;
const bullet = /^( {0,3})([-*+]|\d{1,9}[.)])( {1,4}|$)(.*)$/;

export function parseBlocks(text: string, depth = 0): Block[] {
  const lines = text.replaceAll("\r\n", "\n").replaceAll("\t", "    ").split("\n");
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const { block, next } = readBlock(lines, at, depth);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

type Read = { block?: Block; next: number };

function readBlock(lines: readonly string[], at: number, depth: number): Read {
  const line = lines[at] ?? "";
  if (line.trim() === "") return { next: at + 1 };
  const [, hashes, title] = /^ {0,3}(#{1,6})(?: +(.*))?$/.exec(line) ?? [];
  if (hashes !== undefined)
    return { block: { is: "heading", level: hashes.length, text: (title ?? "").replace(/ +#+ *$/, "") }, next: at + 1 };
  if (fenceOf(line)) return readFence(lines, at);
  if (isRule(line)) return { block: { is: "rule" }, next: at + 1 };
  if (depth < mostDepth && /^ {0,3}>/.test(line)) return readQuote(lines, at, depth);
  if (depth < mostDepth && bullet.test(line)) return readList(lines, at, depth);
  if (line.includes("|") && isDivider(lines[at + 1])) return readTable(lines, at);
  return readParagraph(lines, at, depth);
}

const fenceOf = (line: string): string | undefined => /^ {0,3}(`{3,}|~{3,})[^`]*$/.exec(line)?.[1];
const isRule = (line: string): boolean => /^ {0,3}([-*_])(?: *\1){2,} *$/.test(line);
const isDivider = (line: string | undefined): boolean =>
  line !== undefined && line.includes("-") && line.length < 2000 && /^[\s|:-]+$/.test(line) && line.includes("|");

function readFence(lines: readonly string[], at: number): Read {
  const fence = fenceOf(lines[at] ?? "") ?? "```";
  const language = (lines[at] ?? "").trim().slice(fence.length).trim();
  // One that is never closed goes to the end: a text that is still coming ends so.
  const found = lines.findIndex(
    (line, index) => index > at && line.trim().startsWith(fence) && line.trim().replaceAll(fence[0] ?? "`", "") === "",
  );
  const end = found < 0 ? lines.length : found;
  return { block: { is: "code", language, text: lines.slice(at + 1, end).join("\n") }, next: end + 1 };
}

function readQuote(lines: readonly string[], at: number, depth: number): Read {
  let end = at;
  while (end < lines.length && /^ {0,3}>/.test(lines[end] ?? "")) end++;
  const inside = lines.slice(at, end).map((line) => line.replace(/^ {0,3}> ?/, ""));
  return { block: { is: "quote", blocks: parseBlocks(inside.join("\n"), depth + 1) }, next: end };
}

function readList(lines: readonly string[], at: number, depth: number): Read {
  const first = bullet.exec(lines[at] ?? "")?.[2] ?? "-";
  const ordered = /\d/.test(first);
  const items: string[][] = [];
  let next = at;
  let indent = 0;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? "";
    const [, before = "", mark, gap = "", rest = ""] = bullet.exec(line) ?? [];
    const own = items.length > 0 && line.startsWith(" ".repeat(indent)) && line.trim() !== "";
    if (own) items.at(-1)?.push(line.slice(indent));
    else if (mark !== undefined && /\d/.test(mark) === ordered && !isRule(line)) {
      indent = before.length + mark.length + Math.max(1, gap.length);
      items.push([rest]);
    } else if (line.trim() === "" && continues(lines[next + 1], indent, ordered)) items.at(-1)?.push("");
    else if (line.trim() !== "" && (lines[next - 1] ?? "").trim() !== "" && !startsBlock(line)) items.at(-1)?.push(line.trim());
    else break;
  }
  const blocks = items.map((item) => parseBlocks(item.join("\n"), depth + 1));
  return {
    block: { is: "list", ordered, start: ordered ? Number.parseInt(first, 10) : 1, items: blocks },
    next: Math.max(next, at + 1),
  };
}

function continues(line: string | undefined, indent: number, ordered: boolean): boolean {
  if (line === undefined || line.trim() === "") return false;
  const mark = bullet.exec(line)?.[2];
  return line.startsWith(" ".repeat(indent)) || (mark !== undefined && /\d/.test(mark) === ordered);
}

function readTable(lines: readonly string[], at: number): Read {
  let end = at + 2;
  while (end < lines.length && (lines[end] ?? "").includes("|")) end++;
  const rows = lines.slice(at + 2, end).map(cellsOf);
  return { block: { is: "table", head: cellsOf(lines[at] ?? ""), rows }, next: end };
}

function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\|/, "")
    .replace(/\|$/, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function readParagraph(lines: readonly string[], at: number, depth: number): Read {
  const isNext = (line: string | undefined): boolean =>
    line !== undefined && line.trim() !== "" && (depth >= mostDepth || !startsBlock(line));
  let end = at + 1;
  while (isNext(lines[end])) end++;
  return {
    block: {
      is: "paragraph",
      text: lines
        .slice(at, end)
        .map((line) => line.trim())
        .join("\n"),
    },
    next: end,
  };
}

function startsBlock(line: string): boolean {
  return /^ {0,3}(?:#{1,6} |>|[-*+] |\d{1,9}[.)] )/.test(line) || fenceOf(line) !== undefined || isRule(line);
}

/** Whether a text seems to be written in Markdown; plain words are better shown as they are. */
export function looksLikeMarkdown(text: string): boolean {
  const part = text.slice(0, 20_000);
  return (
    /^ {0,3}(?:#{1,6} \S|[-*+] \S|\d{1,3}[.)] \S|> \S|```|\|.+\|\s*$)/m.test(part) ||
    /\*\*\S[^*\n]{0,300}\*\*|\[[^\]\n]{1,300}\]\(\S{1,1000}\)|`[^`\n]{1,300}`/.test(part)
  );
}
