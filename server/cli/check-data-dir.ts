import { constants, existsSync } from "node:fs";
import { access, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { connect } from "@/db/connect";
import { migrationsOf } from "@/db/migrate";
import type { Env } from "@/server/env";
import { messageOf } from "@/server/errors";
import type { Check } from "./check";
import type { Session } from "./session";

const gib = 1024 ** 3;
const tooLittle = 0.1 * gib;
const little = gib;

/** Whether the data directory can be written to, has room, and has a database this version can read. */
export async function checkDataDir(session: Session, { dataDir }: Env): Promise<Check[]> {
  const there = nearestThere(dataDir);
  const isNew = there !== dataDir;
  const fault = (detail: string): Check[] => [
    {
      name: "data",
      level: "fault",
      detail: `${detail}. Make it a folder this user can write to, or set TRACKSIDE_DATA_DIR to one.`,
    },
  ];
  if (!(await stat(there)).isDirectory()) return fault(`${there} is not a folder`);
  try {
    await access(there, constants.W_OK | constants.X_OK);
  } catch (cause) {
    return fault(`${there} cannot be written to: ${messageOf(cause)}`);
  }
  const writable: Check = { name: "data", level: "ok", detail: isNew ? `${dataDir} will be made at the first start` : dataDir };
  return [writable, await checkDisk(there), await checkDatabase(session.root, dataDir)];
}

function nearestThere(dir: string): string {
  return existsSync(dir) || dirname(dir) === dir ? dir : nearestThere(dirname(dir));
}

async function checkDisk(dir: string): Promise<Check> {
  const { bavail, bsize } = await statfs(dir);
  const free = bavail * bsize;
  const detail = `${(free / gib).toFixed(1)} GiB free`;
  if (free < tooLittle)
    return { name: "disk", level: "fault", detail: `${detail}: runs cannot be recorded for long. Make room.` };
  if (free < little) return { name: "disk", level: "warning", detail: `${detail}: make room before it is full` };
  return { name: "disk", level: "ok", detail };
}

async function checkDatabase(root: string, dataDir: string): Promise<Check> {
  const name = "database";
  const file = join(dataDir, "trackside.db");
  if (!existsSync(file)) return { name, level: "ok", detail: "none yet, it is made at the first start" };
  try {
    const client = await connect(file, "read");
    const { missing, newer, done } = await migrationsOf(client, join(root, "db/migrations")).finally(() => client.close());
    if (newer.length > 0)
      return {
        name,
        level: "fault",
        detail: `written by a newer Trackside (it has ${newer.join(", ")}). Update Trackside, or set TRACKSIDE_DATA_DIR to another folder.`,
      };
    if (missing.length > 0)
      return {
        name,
        level: "ok",
        detail: `at ${done.at(-1) ?? "its beginning"}; brought up to date at the next start, with a copy made first (${missing.join(", ")})`,
      };
    return { name, level: "ok", detail: `at ${done.at(-1)}, current` };
  } catch (cause) {
    return {
      name,
      level: "fault",
      detail: `${file} cannot be read: ${messageOf(cause)}. Restore it from a copy (${join(dataDir, "backups")}), or set TRACKSIDE_DATA_DIR to another folder.`,
    };
  }
}
