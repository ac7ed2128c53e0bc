import { z } from "zod";

/** What answers have in common. */
export const instant = z.number().describe("Epoch milliseconds, UTC");

const cursors = {
  hasMore: z.boolean(),
  nextCursor: z.string().nullable().describe("Ask for the next page with this as `cursor`; null where there is none"),
};
export const page = {
  total: z.number(),
  totalIsLowerBound: z.boolean().exactOptional().describe("There may be more than `total`"),
  ...cursors,
};
export const exactPage = { total: page.total, ...cursors };
export const unnumberedPage = cursors;

export const problem = z
  .strictObject({
    type: z.string().describe("A stable word to match on, as in urn:trackside:not-found"),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().describe("What happened, and what to do next"),
    errors: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .exactOptional()
      .describe("The fields at fault"),
  })
  .meta({ id: "Problem" });

export const health = z
  .strictObject({
    status: z.enum(["ok", "degraded"]),
    version: z.string(),
    database: z.literal("ok"),
    host: z.strictObject({ alive: z.boolean() }),
  })
  .meta({ id: "Health" });
