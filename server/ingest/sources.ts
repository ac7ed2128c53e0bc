import type { DrawingSources } from "./drawings";

/** Whatever tells of runs made elsewhere. */
export const sources: DrawingSources = {};
