/** The way to the engine: HTTP to a console, or this very process. Either way it is spoken to in REST. */
export type Door = {
  base: string;
  call: (request: Request) => Promise<Response>;
  /** The engine is in this process, and stops with the command. */
  own: boolean;
  close: () => Promise<void>;
};

/** What a command wants of the engine: `work` lets runs go on; who only looks must not set any going. */
export type Want = "work" | "look";
