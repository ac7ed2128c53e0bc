import { readdir, readFile } from "node:fs/promises";
import { defineAgent } from "trackside";
import { z } from "zod";

type Note = { file: string; title: string; text: string; url: string };
type Hit = { file: string; score: number };

const library = new URL("../library/", import.meta.url);

/** Tools and sources: searches a small library, reads what fits, and answers with a text that says where it comes from. */
export default defineAgent({
  id: "research-brief",
  name: "Research brief",
  description: "Answers a question from the notes in examples/library, with its sources",
  input: z.object({
    question: z.string().min(3).default("How do I keep a payment from happening twice?").describe("What you want to know"),
    most: z.int().min(1).max(5).default(2).describe("How many notes to read"),
  }),
  resultType: "document",
  timeoutMs: 30_000,

  async run(ctx, { question, most }) {
    await ctx.plan(`Search the library for words of "${question}", read the best ${most}, and write from them`);

    const hits = await ctx.step("search", { kind: "tool", input: { words: wordsOf(question) } }, ({ words }) => search(words));
    if (hits.length === 0) return ctx.document(`The library has nothing on "${question}".`);

    // A retrieval for each hit, side by side: each has its own key, so each finds its record again after a crash.
    const notes = await ctx.map("read", hits.slice(0, most), { key: (hit) => hit.file, concurrency: 3 }, (hit) =>
      ctx.step("note", { kind: "retrieval", input: { file: hit.file } }, ({ file }) => read(file)),
    );
    await ctx.reason(`${hits.length} notes fit; "${notes[0]?.title}" fits best`);

    const text = await ctx.step("write", { input: { question, notes } }, (input) => write(input.question, input.notes));
    const doubts = await ctx.step("check_sources", { kind: "evaluator", input: { text } }, (input) =>
      notes.filter((note) => !input.text.includes(note.title)).map((note) => note.title),
    );
    // A file kept with the run, in its directory: run pages list it, `trackside export` brings it.
    await ctx.artifact("brief.md", text, { contentType: "text/markdown" });
    if (doubts.length > 0) await ctx.log("These were read and are not named", doubts);
    return ctx.document(text, { sources: notes.map(({ title, url }) => ({ title, url })) });
  },
});

function wordsOf(question: string): string[] {
  return [...new Set(question.toLowerCase().match(/[a-z]{4,}/g) ?? [])];
}

async function search(words: string[]): Promise<Hit[]> {
  const files = (await readdir(library)).filter((name) => name.endsWith(".md")).toSorted();
  const hits: Hit[] = [];
  for (const file of files) {
    const text = (await readFile(new URL(file, library), "utf8")).toLowerCase();
    const score = words.reduce((sum, word) => sum + text.split(word).length - 1, 0);
    if (score > 0) hits.push({ file, score });
  }
  return hits.toSorted((a, b) => b.score - a.score || (a.file < b.file ? -1 : 1));
}

async function read(file: string): Promise<Note> {
  const text = await readFile(new URL(file, library), "utf8");
  const title = /^# (.*)$/m.exec(text)?.[1] ?? file;
  return { file, title, text: text.replace(/^# .*\n+/, "").trim(), url: `https://example.com/library/${file}` };
}

function write(question: string, notes: Note[]): string {
  const parts = notes.map((note) => `## ${note.title}\n\n${note.text.split("\n\n")[0] ?? ""}`);
  return `# ${question}\n\n${parts.join("\n\n")}\n`;
}
