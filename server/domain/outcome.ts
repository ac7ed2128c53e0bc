export type OutcomeFile = {
  path: string;
  change: "added" | "changed" | "removed";
  /** Absent where the file is not text. */
  addedLines?: number;
  removedLines?: number;
};

/** What a run changed in the project's outcome repository. */
export type Outcome = {
  branch: string;
  /** The run it is compared with; absent: what the run itself began with. */
  against?: string;
  files: OutcomeFile[];
  fileCount: number;
  /** A unified diff. */
  diff: string;
  /** There is more than is shown here: look into the repository itself. */
  truncated: boolean;
};
