import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { findInexactNumber } from "@/server/domain/inexact-number";
import type { Json } from "@/server/domain/json";
import { messageOf } from "@/server/errors";
import { wrongUse } from "./cli-error";

/** JSON as it is given to a command: as text, as `@file`, or as `-` for standard input. */
export async function readJsonArgument(argument: string, what: string, here: string): Promise<Json> {
  return parseJson(await readSource(argument, what, here), what);
}

/** The same, for a value people also write plainly: what is not JSON is taken as the text it is. */
export async function readValueArgument(argument: string, what: string, here: string): Promise<Json> {
  const source = await readSource(argument, what, here);
  return jsonOf(source) !== undefined ? parseJson(source, what) : source;
}

export async function readJsonFile(file: string, what: string, here: string): Promise<Json> {
  return parseJson(await readText(resolve(here, file), what), `${what} (${file})`);
}

async function readSource(argument: string, what: string, here: string): Promise<string> {
  if (argument === "-") return text(process.stdin);
  return argument.startsWith("@") ? readText(resolve(here, argument.slice(1)), what) : argument;
}

async function readText(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw wrongUse(`${what} cannot be read: ${messageOf(cause)}.`, { cause });
  }
}

/** Nothing where it is no JSON. */
export function jsonOf(source: string): Json | undefined {
  try {
    return JSON.parse(source) as Json;
  } catch {
    return undefined;
  }
}

function parseJson(source: string, what: string): Json {
  // Editors of one system put a mark at the beginning that JSON does not know.
  const plain = source.replace(/^\uFEFF/, "");
  const inexact = findInexactNumber(plain);
  try {
    const value = JSON.parse(plain) as Json;
    if (inexact === undefined) return value;
  } catch (cause) {
    throw wrongUse(`${what} is not JSON: ${messageOf(cause)}. Quote it for your shell, or put it in a file and write @file.`, {
      cause,
    });
  }
  throw wrongUse(`${what} holds a number that JSON cannot carry exactly: ${inexact?.slice(0, 60)}. Write it as text.`);
}
