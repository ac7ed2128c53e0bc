import { getContext } from "./console";
import { appRouter } from "./router";
import { createCallerFactory } from "./trpc";

const createCaller = createCallerFactory(appRouter);

/** The router, called from this very process: for pages and Server Actions. */
export async function serverCaller() {
  return createCaller(getContext());
}
