import { z } from "zod";

/** In the body of a POST that begins something. */
export const waitWish = z
  .boolean()
  .optional()
  .describe("Answer when it has ended or waits for a person, after ten minutes at most");
