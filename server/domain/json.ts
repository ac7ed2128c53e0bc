import { z } from "zod";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Any JSON value. It came through JSON.parse already, so only its presence is left to check. */
export const json = z.custom<Json>((value) => value !== undefined, "a JSON value is needed");
