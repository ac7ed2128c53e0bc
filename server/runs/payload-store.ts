import { sql } from "drizzle-orm";
import type { ReadDatabase, Reader } from "@/db/database";
import { payloads, sharedTexts } from "@/db/schema";
import type { Statement } from "@/db/statement";

/** A value as JSON text. Of a shared one the body is text and hashes of shared texts in turn, to be joined. */
export type Payload = { id: number; body: string; shared: 0 | 1 };
export type SharedText = { hash: string; body: string };
export type StoredPayload = { id: number; bytes: number; body: string | null };

/** As a limit: no limit. */
export const wholeValue = Number.MAX_SAFE_INTEGER;

/** Past this size a payload travels as a value of its own instead of inside the JSON argument. */
const largePayload = 200_000;

export function insertPayloads(rows: Payload[]): Statement[] {
  const small = rows.filter((row) => row.body.length <= largePayload);
  const statements: Statement[] = rows
    .filter((row) => row.body.length > largePayload)
    .map((row) => ({ sql: "INSERT INTO payloads (id, body, shared) VALUES (?, ?, ?)", args: [row.id, row.body, row.shared] }));
  if (small.length > 0)
    statements.push({
      sql: "INSERT INTO payloads (id, body, shared) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)",
      args: [JSON.stringify(small.map((row) => [row.id, row.body, row.shared]))],
    });
  return statements;
}

/** Stores what is not there yet, and counts who names it. */
export function keepSharedTexts(texts: SharedText[]): Statement[] {
  if (texts.length === 0) return [];
  const uses = new Map<string, { body: string; uses: number }>();
  for (const { hash, body } of texts) uses.set(hash, { body, uses: (uses.get(hash)?.uses ?? 0) + 1 });
  return [
    {
      sql: `INSERT INTO shared_texts (hash, body, uses) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
ON CONFLICT (hash) DO UPDATE SET uses = uses + excluded.uses`,
      args: [JSON.stringify([...uses].map(([hash, text]) => [hash, text.body, text.uses]))],
    },
  ];
}

/** The hashes a payload's body names stand at its odd places. */
const hashesIn = (payloadIds: string): string => `SELECT part.value AS hash, count(*) AS uses
  FROM payloads, json_each(payloads.body) AS part WHERE payloads.id IN (${payloadIds}) AND payloads.shared = 1
  AND part.key % 2 = 1 GROUP BY part.value`;

/** Copies values within the database, large ones too, without their passing through here. */
export function copyPayloads(pairs: [from: number, to: number][]): Statement[] {
  const args = [JSON.stringify(pairs)];
  const sources = "SELECT value ->> 0 FROM json_each(?1)";
  return [
    {
      sql: `INSERT INTO payloads (id, body, shared) SELECT pair.value ->> 1, body, shared
FROM json_each(?1) AS pair JOIN payloads ON payloads.id = pair.value ->> 0`,
      args,
    },
    {
      sql: `UPDATE shared_texts SET uses = shared_texts.uses + named.uses FROM (${hashesIn(sources)}) AS named
WHERE shared_texts.hash = named.hash`,
      args,
    },
  ];
}

/** Takes values away; the query gives their numbers, and `?1` in it is the key. Shared texts go with who names them last. */
export function deletePayloads(numbers: string, key: number): Statement[] {
  const named = hashesIn(numbers);
  return [
    {
      sql: `UPDATE shared_texts SET uses = shared_texts.uses - named.uses FROM (${named}) AS named WHERE shared_texts.hash = named.hash`,
      args: [key],
    },
    { sql: `DELETE FROM shared_texts WHERE uses <= 0 AND hash IN (SELECT hash FROM (${named}))`, args: [key] },
    { sql: `DELETE FROM payloads WHERE id IN (${numbers})`, args: [key] },
  ];
}

/** One value whole, as JSON text. */
export async function readPayload(db: ReadDatabase, id: number | null): Promise<string | undefined> {
  return id === null ? undefined : ((await readPayloads(db, [id], wholeValue)).get(id)?.body ?? undefined);
}

const named = sql`(SELECT value FROM json_each(${sql.placeholder("ids")}))`;
const size = sql<number>`octet_length(${payloads.body})`;
const shownBody = sql<
  string | null
>`iif(${size} <= ${sql.placeholder("most")} OR ${payloads.shared} = 1, ${payloads.body}, NULL)`;
const byNumber = (read: Reader) =>
  read
    .select({ id: payloads.id, bytes: size, body: shownBody, shared: payloads.shared })
    .from(payloads)
    .where(sql`${payloads.id} IN ${named}`)
    .prepare();

/** Payloads by number; those over `mostBytes` come with their size only. */
export async function readPayloads(db: ReadDatabase, ids: number[], mostBytes: number): Promise<Map<number, StoredPayload>> {
  if (ids.length === 0) return new Map();
  const rows = await db.prepared(byNumber).all({ ids: JSON.stringify(ids), most: mostBytes });
  const joined = await joinShared(
    db,
    rows.filter((row) => row.shared === 1),
    mostBytes,
  );
  return new Map(rows.map((row) => [row.id, joined.get(row.id) ?? { id: row.id, bytes: row.bytes, body: row.body }]));
}

async function joinShared(
  db: ReadDatabase,
  rows: { id: number; body: string | null }[],
  mostBytes: number,
): Promise<Map<number, StoredPayload>> {
  if (rows.length === 0) return new Map();
  const parts = new Map(rows.map(({ id, body }) => [id, JSON.parse(body ?? "[]") as string[]]));
  const hashes = new Set([...parts.values()].flatMap((list) => list.filter((_, at) => at % 2 === 1)));
  const texts = await db.read
    .select({ hash: sharedTexts.hash, body: sharedTexts.body })
    .from(sharedTexts)
    .where(sql`${sharedTexts.hash} IN (SELECT value FROM json_each(${JSON.stringify([...hashes])}))`);
  const textOf = new Map(texts.map(({ hash, body }) => [hash, body]));
  return new Map(
    [...parts].map(([id, list]) => {
      const body = list.map((part, at) => (at % 2 === 1 ? requireText(textOf, part) : part)).join("");
      const bytes = Buffer.byteLength(body);
      return [id, { id, bytes, body: bytes <= mostBytes ? body : null }];
    }),
  );
}

function requireText(texts: Map<string, string>, hash: string): string {
  const text = texts.get(hash);
  if (text === undefined) throw new Error(`the shared text ${hash} is missing from the database`);
  return text;
}
