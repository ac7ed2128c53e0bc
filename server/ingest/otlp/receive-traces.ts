import type { Context } from "@/server/context";
import { AppError } from "@/server/errors";
import { mostBodyBytes, type TraceBody } from "./read-batch";
import type { Place, Receipt } from "./trace-intake";

export type TraceRequest = Pick<TraceBody, "encoding" | "compression"> & { body: ReadableStream<Uint8Array> | null };

/** Takes a request's spans. Resolves once they are durable. */
export async function receiveTraces({ ctx, input }: { ctx: Context; input: TraceRequest }): Promise<Receipt> {
  const { body, encoding, compression } = input;
  const place = ctx.traces.intake.open();
  try {
    const bytes = await readBody(body, place);
    const taken = await ctx.traces.intake.take({ bytes, encoding, compression });
    if ("refused" in taken) throw new AppError(taken.refused, taken.message);
    return taken;
  } finally {
    place?.leave();
  }
}

/** To its end, also where it cannot be taken: who is still sending would never see why. */
async function readBody(body: ReadableStream<Uint8Array> | null, place: Place | undefined): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let refusal = place ? undefined : busy();
  try {
    for await (const chunk of body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > mostBodyBytes) refusal ??= new AppError("too-large", `The body is larger than the ${words} taken here.`);
      else if (!refusal && place?.hold(chunk.byteLength) === false) refusal = busy();
      if (refusal) chunks.length = 0;
      else chunks.push(chunk);
    }
  } catch (cause) {
    throw new AppError("bad-input", "The body broke off.", { cause });
  }
  if (refusal) throw refusal;
  return Buffer.concat(chunks);
}

const words = `${mostBodyBytes / 1024 / 1024} MiB`;
const busy = (): AppError => new AppError("overloaded", "Too many spans are coming in at once. Send these again in a moment.");
