import type { AgentEvent, EventHandlers, InputRequiredEvent } from "@/server/sdk/events";

/** Those who hear of a run's events: the agent's own handlers, then the project's. */
export class RunEvents {
  readonly #handlers: EventHandlers[];
  readonly #failed: (event: AgentEvent, thrown: unknown) => void;
  /** Where nobody listens, nothing needs to be told. */
  readonly heard: boolean;
  readonly answered: boolean;

  constructor(handlers: (EventHandlers | undefined)[], failed: (event: AgentEvent, thrown: unknown) => void) {
    this.#handlers = handlers.flatMap((each) => each ?? []);
    this.#failed = failed;
    this.heard = this.#handlers.length > 0;
    this.answered = this.#handlers.some((each) => each["input.required"]);
  }

  /** Tells who watches, each for itself: one that throws is noted and harms nobody. */
  tell(event: Exclude<AgentEvent, InputRequiredEvent>): void {
    for (const handlers of this.#handlers) {
      this.#watch(handlers[event.type] as ((event: AgentEvent) => unknown) | undefined, event);
      this.#watch(handlers["*"], event);
    }
  }

  /** Asks one after the other and waits; the first value given counts. One that throws ends the step that asked. */
  async ask(event: InputRequiredEvent): Promise<{ value: unknown } | undefined> {
    for (const handlers of this.#handlers) this.#watch(handlers["*"], event);
    for (const handlers of this.#handlers) {
      const answer = await handlers["input.required"]?.(event);
      if (typeof answer === "object" && "value" in answer) return answer;
    }
    return undefined;
  }

  #watch(handler: ((event: AgentEvent) => unknown) | undefined, event: AgentEvent): void {
    if (!handler) return;
    void Promise.resolve()
      .then(() => handler(event))
      .catch((thrown: unknown) => this.#failed(event, thrown));
  }
}
