import type { Database } from "@/db/database";
import type { Log } from "@/server/log";
import { TraceIntake } from "./trace-intake";

type Options = { db: Database; log: Log; file: string };

/** Spans of OpenTelemetry: taken in, and drawn as runs. */
export class Traces {
  readonly intake: TraceIntake;

  constructor(options: Options) {
    this.intake = new TraceIntake({ ...options, stored: () => undefined });
  }

  async stop(): Promise<void> {
    await this.intake.stop();
  }
}
