import { closeSync, lstatSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** `leave` lets go of it without putting it in its place; after `done` it does nothing. */
type Writing = { add: (text: string | Uint8Array) => void; done: () => void; leave: () => void };

/** Under this name a file is written that takes the place of an older one. Never shown. */
export const writingName = "~writing";
const mostHeld = 64 * 1024;
const mostRemembered = 20_000;

/**
 * Writes files below a directory that is not ours alone: the agent may have put there what it likes. Nothing is written
 * through a symlink, nothing of the agent's but a file under our own name is replaced, and where a name is taken by another
 * kind of thing ours gets a "~". Each call waits for the disk: this belongs in a thread that has nothing else to do.
 */
export class FileTree {
  readonly root: string;
  readonly #dirs = new Map<string, string>();
  #asides = 0;

  constructor(root: string) {
    this.root = root;
  }

  /** The real folder for a place below the root, made if it is not there. */
  dir(place: string): string {
    const known = this.#dirs.get(place);
    if (known !== undefined) return known;
    if (this.#dirs.size > mostRemembered) this.#dirs.clear();
    const slash = place.lastIndexOf("/");
    const made = place === "" ? this.#makeRoot() : makeDir(this.dir(place.slice(0, Math.max(0, slash))), place.slice(slash + 1));
    this.#dirs.set(place, made);
    return made;
  }

  put(place: string, name: string, content: Iterable<string>): void {
    const file = this.open(place, name);
    try {
      for (const piece of content) file.add(piece);
      file.done();
    } finally {
      file.leave();
    }
  }

  /** Opens a file that is new, or to take the place of an older one when `done` is called. */
  open(place: string, name: string): Writing {
    const file = join(this.dir(place), name);
    try {
      // Opened so, no symlink is followed.
      return writing(openSync(file, "wx"), () => {});
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
      return this.openAside(place, name);
    }
  }

  /** Opens a file that is not to be seen before it is whole. */
  openAside(place: string, name: string): Writing {
    const dir = this.dir(place);
    const aside = join(this.dir(".trace"), `${writingName}-${++this.#asides}`);
    return writing(openSync(aside, "wx"), () => renameSync(aside, freeName(join(dir, name))));
  }

  /** What a crash left half written. */
  clear(): void {
    const dir = this.dir(".trace");
    for (const name of readdirSync(dir)) if (name.startsWith(writingName)) rmSync(join(dir, name), { force: true });
  }

  #makeRoot(): string {
    mkdirSync(this.root, { recursive: true });
    return this.root;
  }
}

function writing(fd: number, settle: () => void): Writing {
  let held = "";
  let open = true;
  const flush = (): void => {
    if (held !== "") writeFileSync(fd, held);
    held = "";
  };
  const close = (): void => {
    if (open) closeSync(fd);
    open = false;
  };
  return {
    add: (piece) => {
      if (typeof piece === "string") held += piece;
      if (held.length > mostHeld || typeof piece !== "string") flush();
      if (typeof piece !== "string") writeFileSync(fd, piece);
    },
    done: () => {
      flush();
      close();
      settle();
    },
    leave: close,
  };
}

function makeDir(parent: string, name: string): string {
  const dir = join(parent, name);
  try {
    mkdirSync(dir);
    return dir;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
    return lstatSync(dir).isDirectory() ? dir : makeDir(parent, `${name}~`);
  }
}

/** A folder cannot be replaced by a file. */
function freeName(file: string): string {
  return lstatSync(file, { throwIfNoEntry: false })?.isDirectory() ? freeName(`${file}~`) : file;
}
