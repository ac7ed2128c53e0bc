/** What the server answers: an answer, or one of the ways in which servers fail. */
export type Reply = {
  text?: string;
  tools?: { id: string; name: string; args: unknown }[];
  usage?: { prompt_tokens: number; completion_tokens: number } | null;
  /** Instead of an answer. */
  status?: number;
  headers?: Record<string, string>;
  error?: string;
  /** The connection is cut after so many pieces of a stream. */
  cutAfter?: number;
  /** A piece that is no JSON, in the middle of a stream. */
  malformed?: boolean;
  /** Between the pieces of a stream, or before a whole answer. */
  everyMs?: number;
  /** After so many pieces of a stream the rest waits. */
  held?: { after: number; until: Promise<void> };
  /** Bytes of a stream one by one. */
  byByte?: boolean;
};
