import type { Context } from "./context";

/**
 * The running console, as Next's code finds it. Next bundles its own copies of our modules, so what must be one goes
 * through globalThis, under a symbol every copy knows.
 */
const place = Symbol.for("trackside.console");
type Holder = { [place]?: Context };

export function setContext(ctx: Context): void {
  (globalThis as Holder)[place] = ctx;
}

export function getContext(): Context {
  const ctx = (globalThis as Holder)[place];
  if (!ctx) throw new Error("The console is not open. Start it with `npm start`, not with `next start`.");
  return ctx;
}
