type Step = { n: number };

/** Which model call asked for which tool call: the call stands under it, though the model's own step has ended. */
export class AskedTools<Model extends Step> {
  readonly #byId = new Map<string, { model: Model; parent: number }[]>();
  readonly #parents = new Map<number, number>();

  note(model: Model, parent: Step, toolCallId: string): void {
    this.#parents.set(model.n, parent.n);
    const asked = { model, parent: parent.n };
    const others = this.#byId.get(toolCallId);
    if (others) others.push(asked);
    else this.#byId.set(toolCallId, [asked]);
  }

  /** The model call behind a tool call made from here. Some servers give the same id twice: then the one nearest to here. */
  take(toolCallId: string, here: Step): Model | undefined {
    const asked = this.#byId.get(toolCallId);
    if (!asked) return undefined;
    const near = asked.findIndex(({ parent }) => parent === here.n);
    const [found] = asked.splice(Math.max(0, near), 1);
    if (asked.length === 0) this.#byId.delete(toolCallId);
    return found?.model;
  }

  /** The step around a model call whose own step has ended. */
  parentOf(n: number): number | undefined {
    return this.#parents.get(n);
  }
}
