import { sql } from "drizzle-orm";
import type { ReadDatabase } from "@/db/database";
import { payloads, sharedTexts } from "@/db/schema";

/** A larger value is not even begun: the database would read all of it for its first letters. */
const mostReadable = 8_000_000;

/** The first part of a value's JSON text, with the size of what is stored of it. */
export type PayloadHead = { head: string; bytes: number };

export async function readPayloadHead(db: ReadDatabase, id: number, chars: number): Promise<PayloadHead | undefined> {
  const size = sql<number>`octet_length(${payloads.body})`;
  const [row] = await db.read
    .select({
      bytes: size,
      shared: payloads.shared,
      head: sql<
        string | null
      >`iif(${payloads.shared} = 1, ${payloads.body}, iif(${size} <= ${mostReadable}, substr(${payloads.body}, 1, ${chars}), ''))`,
    })
    .from(payloads)
    .where(sql`${payloads.id} = ${id}`);
  if (!row) return undefined;
  if (row.shared !== 1) return { head: row.head ?? "", bytes: row.bytes };
  return joinHead(db, JSON.parse(row.head ?? "[]") as string[], chars);
}

/** Of a value of shared texts, only those that its beginning is made of are read; of the others their size. */
async function joinHead(db: ReadDatabase, parts: string[], chars: number): Promise<PayloadHead> {
  const hashes = parts.filter((_, at) => at % 2 === 1);
  const sizes = await db.read.all<{ hash: string; bytes: number }>(
    sql`SELECT hash, octet_length(body) AS bytes FROM shared_texts WHERE hash IN (SELECT value FROM json_each(${JSON.stringify([...new Set(hashes)])}))`,
  );
  const sizeOf = new Map(sizes.map(({ hash, bytes }) => [hash, bytes]));
  let [head, bytes] = ["", 0];
  for (const [at, part] of parts.entries()) {
    const own = at % 2 === 0;
    bytes += own ? Buffer.byteLength(part) : (sizeOf.get(part) ?? 0);
    if (head.length >= chars) continue;
    head += own ? part : await textOf(db, part, chars - head.length);
  }
  return { head: head.slice(0, chars), bytes };
}

async function textOf(db: ReadDatabase, hash: string, chars: number): Promise<string> {
  const [row] = await db.read
    .select({ body: sql<string>`substr(${sharedTexts.body}, 1, ${chars})` })
    .from(sharedTexts)
    .where(sql`${sharedTexts.hash} = ${hash}`);
  return row?.body ?? "";
}
