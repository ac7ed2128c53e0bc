import { lstat, mkdir, open, rename, rm, writeFile, type FileHandle } from "node:fs/promises";
import { join } from "node:path";

type Content = Iterable<string> | AsyncIterable<Uint8Array>;

/** `leave` lets go of it without putting it in its place; after `done` it does nothing. */
type Writing = { add: (text: string) => Promise<void>; done: () => Promise<void>; leave: () => Promise<void> };

/** Under this name a file is written that takes the place of an older one. Never shown. */
export const writingName = "~writing";
const mostHeld = 64 * 1024;
const mostRemembered = 20_000;

/**
 * Writes files below a directory that is not ours alone: the agent may have put there what it likes. Nothing is written
 * through a symlink, nothing of the agent's but a file under our own name is replaced, and where a name is taken by another
 * kind of thing ours gets a "~".
 */
export class FileTree {
  readonly root: string;
  readonly #dirs = new Map<string, string>();

  constructor(root: string) {
    this.root = root;
  }

  /** The real folder for a place below the root, made if it is not there. */
  async dir(place: string): Promise<string> {
    const known = this.#dirs.get(place);
    if (known !== undefined) return known;
    if (this.#dirs.size > mostRemembered) this.#dirs.clear();
    const slash = place.lastIndexOf("/");
    const made =
      place === ""
        ? await this.#makeRoot()
        : await makeDir(await this.dir(place.slice(0, Math.max(0, slash))), place.slice(slash + 1));
    this.#dirs.set(place, made);
    return made;
  }

  /** Never at once, however small: making a file costs what the disk wants, and the event loop has other things to do. */
  async put(place: string, name: string, content: Content): Promise<void> {
    const file = join(await this.dir(place), name);
    const pieces = joinSmall(content);
    try {
      // Opened so, no symlink is followed.
      await writeFile(file, pieces, { flag: "wx" });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
      await this.#replace(file, (handle) => writeFile(handle, pieces));
    }
  }

  /** Opens a file to be written bit by bit; it is in its place when `done` has been called. */
  async write(place: string, name: string): Promise<Writing> {
    const aside = join(await this.dir(place), `${writingName}-${name}`);
    await rm(aside, { force: true });
    const handle = await open(aside, "wx");
    let held = "";
    const flush = async (): Promise<void> => {
      await handle.writeFile(held);
      held = "";
    };
    return {
      add: async (text) => {
        held += text;
        if (held.length > mostHeld) await flush();
      },
      done: async () => {
        await flush();
        await handle.close();
        await rename(aside, await freeName(join(await this.dir(place), name)));
      },
      leave: () => handle.close(),
    };
  }

  async #replace(file: string, write: (handle: FileHandle) => Promise<void>): Promise<void> {
    const aside = join(await this.dir(".trace"), writingName);
    await rm(aside, { force: true });
    const handle = await open(aside, "wx");
    try {
      await write(handle);
    } finally {
      await handle.close();
    }
    await rename(aside, await freeName(file));
  }

  async #makeRoot(): Promise<string> {
    await mkdir(this.root, { recursive: true });
    return this.root;
  }
}

/** One write for what is small; and pieces that can be had twice, should the first try find something in the way. */
function joinSmall(content: Content): string | string[] | AsyncIterable<Uint8Array> {
  if (!(Symbol.iterator in content)) return content;
  const pieces = [...content];
  return pieces.reduce((sum, piece) => sum + piece.length, 0) <= mostHeld ? pieces.join("") : pieces;
}

async function makeDir(parent: string, name: string): Promise<string> {
  const dir = join(parent, name);
  try {
    await mkdir(dir);
    return dir;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
    return (await lstat(dir)).isDirectory() ? dir : makeDir(parent, `${name}~`);
  }
}

/** A folder cannot be replaced by a file. */
async function freeName(file: string): Promise<string> {
  const there = await lstat(file).catch(() => undefined);
  return there?.isDirectory() ? freeName(`${file}~`) : file;
}
