/** One thing looked at. `exitCode` where a fault has one of its own. */
export type Check = { name: string; level: "ok" | "warning" | "fault"; detail: string; exitCode?: number };
