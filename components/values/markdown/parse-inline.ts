/** A stretch of text within a line of Markdown. */
export type Inline =
  | { is: "text"; text: string }
  | { is: "code"; text: string }
  | { is: "strong" | "em" | "strike"; content: Inline[] }
  | { is: "link"; href: string; content: Inline[] }
  | { is: "image"; alt: string; url: string }
  | { is: "break" };

const mostDepth = 6;
const marks = [
  { mark: "**", is: "strong" },
  { mark: "__", is: "strong" },
  { mark: "~~", is: "strike" },
  { mark: "*", is: "em" },
  { mark: "_", is: "em" },
] as const;

/** Each character is looked at a bounded number of times: a hostile text takes no longer than another. */
export function parseInline(text: string, depth = 0): Inline[] {
  const parts: Inline[] = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") parts.push({ is: "text", text: plain });
    plain = "";
  };
  for (let at = 0; at < text.length;) {
    const found = readAt(text, at, depth);
    if (found) {
      flush();
      parts.push(found.part);
      at = found.end;
    } else {
      // A mark that opens nothing is text, with all of its repeats: they are not looked at again one by one.
      const run = /^(?:\\[!-/:-@[-`{-~]|\*+|_+|~+|`+|[^\\*_~`![<h\n]+|[^])/.exec(text.slice(at, at + 400))?.[0] ?? "";
      plain += run.length === 2 && run.startsWith("\\") ? run.slice(1) : run;
      at += Math.max(1, run.length);
    }
  }
  flush();
  return parts;
}

type Found = { part: Inline; end: number };
const farthest = 4000;

function readAt(text: string, at: number, depth: number): Found | undefined {
  const char = text[at];
  if (char === "\n") return { part: { is: "break" }, end: at + 1 };
  if (char === "`") return readCode(text, at);
  if (char === "!" && text[at + 1] === "[") return readLink(text, at + 1, depth, true);
  if (char === "[") return readLink(text, at, depth, false);
  if (char === "<" || char === "h") return readAddress(text, at);
  if ((char === "*" || char === "_" || char === "~") && depth < mostDepth) return readMarked(text, at, depth);
  return undefined;
}

function readCode(text: string, at: number): Found | undefined {
  const fence = /^`+/.exec(text.slice(at, at + 20))?.[0] ?? "`";
  const end = text.slice(0, at + farthest).indexOf(fence, at + fence.length);
  if (end < 0) return undefined;
  const inside = text.slice(at + fence.length, end);
  return { part: { is: "code", text: inside.replace(/^ (.+) $/s, "$1") }, end: end + fence.length };
}

function readMarked(text: string, at: number, depth: number): Found | undefined {
  const kind = marks.find(({ mark }) => text.startsWith(mark, at));
  if (!kind) return undefined;
  const { mark, is } = kind;
  const from = at + mark.length;
  // Not in the middle of a word, as in snake_case; not before a space.
  if (/\s/.test(text[from] ?? " ") || (mark.startsWith("_") && /\w/.test(text[at - 1] ?? " "))) return undefined;
  const near = text.slice(0, at + farthest);
  for (let end = near.indexOf(mark, from + 1), tries = 0; end >= 0 && tries < 8; end = near.indexOf(mark, end + 1), tries++) {
    const inWord = mark.startsWith("_") && /\w/.test(near[end + mark.length] ?? " ");
    const longer = mark.length === 1 ? near[end + 1] === mark || near[end - 1] === mark : near[end + 2] === mark[0];
    if (/\s/.test(near[end - 1] ?? " ") || inWord || longer) continue;
    return { part: { is, content: parseInline(text.slice(from, end), depth + 1) }, end: end + mark.length };
  }
  return undefined;
}

const linkShape =
  /^\[((?:[^[\]\\\n]|\\.|\[[^[\]\n]{0,200}\]){0,1000})\]\(\s{0,3}<?([^\s()<>]{0,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,200})?)>?(?:\s+["'][^"'\n]{0,300}["'])?\s{0,3}\)/;

function readLink(text: string, at: number, depth: number, image: boolean): Found | undefined {
  const [whole, words = "", url = ""] = linkShape.exec(text.slice(at, at + farthest)) ?? [];
  if (whole === undefined) return undefined;
  const end = at + whole.length;
  if (image) return { part: { is: "image", alt: words, url }, end };
  const href = safeHref(url);
  const content = depth < mostDepth ? parseInline(words, mostDepth) : [{ is: "text" as const, text: words }];
  // What may not be followed is shown as it was written.
  return href === undefined ? { part: { is: "text", text: whole }, end } : { part: { is: "link", href, content }, end };
}

function readAddress(text: string, at: number): Found | undefined {
  const near = text.slice(at, at + farthest);
  const [whole, inside] = /^<((?:https?:|mailto:)[^\s<>]{1,2000})>/.exec(near) ?? [];
  const bare = /\w/.test(text[at - 1] ?? " ")
    ? undefined
    : /^https?:\/\/[^\s<>"'`)\]]{0,2000}[^\s<>"'`)\].,;:!?*_~]/.exec(near)?.[0];
  const url = inside ?? bare;
  const href = url === undefined ? undefined : safeHref(url);
  if (url === undefined || href === undefined) return undefined;
  return { part: { is: "link", href, content: [{ is: "text", text: url }] }, end: at + (whole ?? url).length };
}

/** Only addresses that lead to a page or a letter. */
export function safeHref(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === "https:" || protocol === "http:" || protocol === "mailto:" ? href : undefined;
}
