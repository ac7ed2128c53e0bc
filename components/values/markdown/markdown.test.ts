import { expect, test } from "vitest";
import { looksLikeMarkdown, parseBlocks } from "./parse-blocks";
import { parseInline, safeHref } from "./parse-inline";

test("blocks are told apart", () => {
  const text = [
    "# Refunds #",
    "Within **30 days**",
    "or not at all.",
    "",
    "- one",
    "  - inner",
    "- two",
    "",
    "1. first",
    "2. second",
    "",
    "> said",
    "> again",
    "",
    "| a | b |",
    "|---|:-:|",
    "| 1 | x \\| y |",
    "",
    "```ts",
    "# no heading",
    "```",
    "---",
    "<script>alert(1)</script>",
  ].join("\n");
  expect(parseBlocks(text)).toEqual([
    { is: "heading", level: 1, text: "Refunds" },
    { is: "paragraph", text: "Within **30 days**\nor not at all." },
    {
      is: "list",
      ordered: false,
      start: 1,
      items: [
        [
          { is: "paragraph", text: "one" },
          { is: "list", ordered: false, start: 1, items: [[{ is: "paragraph", text: "inner" }]] },
        ],
        [{ is: "paragraph", text: "two" }],
      ],
    },
    { is: "list", ordered: true, start: 1, items: [[{ is: "paragraph", text: "first" }], [{ is: "paragraph", text: "second" }]] },
    { is: "quote", blocks: [{ is: "paragraph", text: "said\nagain" }] },
    { is: "table", head: ["a", "b"], rows: [["1", "x | y"]] },
    { is: "code", language: "ts", text: "# no heading" },
    { is: "rule" },
    { is: "paragraph", text: "<script>alert(1)</script>" },
  ]);
});

test("words, code, links", () => {
  expect(parseInline("a **b *c*** `d*e*` snake_case_name [f](https://g.org/h) https://i.org/j. 2 * 3 * 4")).toEqual([
    { is: "text", text: "a " },
    {
      is: "strong",
      content: [
        { is: "text", text: "b " },
        { is: "em", content: [{ is: "text", text: "c" }] },
      ],
    },
    { is: "text", text: " " },
    { is: "code", text: "d*e*" },
    { is: "text", text: " snake_case_name " },
    { is: "link", href: "https://g.org/h", content: [{ is: "text", text: "f" }] },
    { is: "text", text: " " },
    { is: "link", href: "https://i.org/j", content: [{ is: "text", text: "https://i.org/j" }] },
    { is: "text", text: ". 2 * 3 * 4" },
  ]);
});

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  "file:///etc/passwd",
  "//evil.org",
  "/relative",
])("%s is no link", (url) => {
  expect(safeHref(url)).toBeUndefined();
  expect(parseInline(`[x](${url})`).some(({ is }) => is === "link")).toBe(false);
});

test("images are named, not shown", () => {
  expect(parseInline("![cat](https://evil.org/cat.png)")).toEqual([{ is: "image", alt: "cat", url: "https://evil.org/cat.png" }]);
});

test("a hostile text takes no longer than another", () => {
  for (const text of [
    "*".repeat(60_000),
    "[".repeat(60_000),
    "`".repeat(60_001),
    "**a ".repeat(15_000),
    "![](".repeat(15_000),
    "> ".repeat(30_000),
    "_a".repeat(30_000),
    "<h".repeat(30_000),
    "- ".repeat(30_000),
  ]) {
    const began = performance.now();
    for (const block of parseBlocks(text)) if ("text" in block) parseInline(block.text);
    expect(performance.now() - began).toBeLessThan(2_000);
  }
});

test("plain words are not taken for Markdown", () => {
  for (const text of ["We refund 39 EUR.", "a * b * c", "see order_id and item_id"]) expect(looksLikeMarkdown(text)).toBe(false);
  for (const text of ["# Title", "- a\n- b", "**bold**", "[a](https://b.c)", "use `npm`"])
    expect(looksLikeMarkdown(text)).toBe(true);
});
