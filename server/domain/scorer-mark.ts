/** More scorers than a dataset run may have. */
const mostScorers = 64;

/** One number for a scorer of a job, which a host's watcher thread tells when the scorer keeps the main thread. */
export const markOfScorer = (jobId: number, at: number): number => jobId * mostScorers + at;

export const readMark = (mark: number): { jobId: number; at: number } => ({
  jobId: Math.floor(mark / mostScorers),
  at: mark % mostScorers,
});
