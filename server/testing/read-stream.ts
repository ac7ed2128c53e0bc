export type Message = { id: string | undefined; event: string | undefined; data: string };

/** Reads server-sent events one by one, as they come. Leaving the loop hangs up. */
export async function* readStream(answer: Response): AsyncGenerator<Message> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const message = toMessage(text.slice(0, end));
      text = text.slice(end + 2);
      if (message) yield message;
    }
  }
}

function toMessage(block: string): Message | undefined {
  const lines = block.split("\n").filter((line) => line !== "" && !line.startsWith(":"));
  const field = (name: string): string | undefined =>
    lines
      .find((line) => line.startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim();
  return lines.length === 0 ? undefined : { id: field("id"), event: field("event"), data: field("data") ?? "" };
}
