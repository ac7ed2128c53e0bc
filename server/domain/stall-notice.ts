import { z } from "zod";

/** What a host's watcher thread says when the main thread does not answer: for how long, and in which run it is. */
export const stallNotice = z
  .string()
  .transform((line, context): unknown => {
    try {
      return JSON.parse(line);
    } catch {
      context.addIssue("is not JSON");
      return z.NEVER;
    }
  })
  .pipe(z.object({ ms: z.number(), key: z.number().optional() }));
export type StallNotice = z.infer<typeof stallNotice>;
