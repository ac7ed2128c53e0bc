import { AsyncLocalStorage } from "node:async_hooks";

/** Whose code is running: the mark of a job's scorer. */
export const currentScorer = new AsyncLocalStorage<number>();
