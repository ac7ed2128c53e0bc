import type { Statement } from "@/db/statement";
import type { ForeignRun } from "@/server/domain/foreign-run";
import type { ForeignSource } from "@/server/domain/foreign-source";

/** How one source keeps what came, and what it makes of it. */
export type DrawingSource = {
  /** A run as it is known now; nothing where what came makes no run of that id, or none yet. `later`: it is asked for again. */
  read: (runId: string) => Promise<ForeignRun | "later" | undefined>;
  /** Whether it is one of those that are held in memory only one at a time. */
  isLarge?: (runId: string) => Promise<boolean>;
  /** Takes away what came of a run. */
  forget: (runId: string) => Statement[];
};
export type DrawingSources = Partial<Record<ForeignSource, DrawingSource>>;
