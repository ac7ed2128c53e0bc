import { createHash } from "node:crypto";
import type { Context } from "@/server/context";
import type { ImportItemsInput } from "@/server/domain/dataset";
import { findMade, rememberMade } from "@/server/idempotency/make-once";
import { changeItems, publish, type Change } from "./change-items";
import { FaultList } from "./import/fault-list";
import type { LineFault } from "./import/import-fault";
import type { PlacedRow } from "./import/place-values";
import { readFile, type FileBody } from "./import/read-file";
import { openRowReader } from "./import/row-reader";
import { itemChecker, type CheckItem } from "./item-schema";
import { ItemStager, toTexts, type ItemTexts } from "./item-stager";

type Call = {
  ctx: Context;
  input: ImportItemsInput;
  body: FileBody;
  idempotencyKey?: string | undefined;
  /** What must be the same for a key to be the same request, beside the file. */
  asked?: unknown;
};

export type Imported = { imported: number; version: number };
/** Into which dataset: by a key that was used before, the one of then. */
type ImportedInto = Imported & { datasetId: string };

const rowsAtOnce = 500;
const bytesAtOnce = 1_000_000;

/**
 * Imports a file as one version: all its rows or none. They are staged under the version to come as they are read, and
 * are there with one write at the end; on any fault they are taken away again.
 */
export async function importItems(call: Call): Promise<Imported> {
  const { imported, version } = await importInto(call);
  return { imported, version };
}

export async function importInto({ ctx, input, body, idempotencyKey, asked = input }: Call): Promise<ImportedInto> {
  return changeItems(ctx, input.datasetId, async (change) => {
    const faults = new FaultList();
    const stage = new ImportStage(change, await ItemStager.open(ctx, change, input.mode === "replace"), faults);
    // Who asks again with a key has the file read, to know that it is the same, and nothing staged.
    const known = idempotencyKey === undefined ? undefined : await isKnown(ctx, idempotencyKey);
    const contentHash = await readFile({
      body,
      reader: openRowReader(input.format, input.map, change.row),
      onRow: (row) => (known ? undefined : stage.take(row)),
      onFaults: (found) => faults.add(found, true),
    });
    const bodyHash = createHash("sha256")
      .update(JSON.stringify([asked, contentHash]))
      .digest("base64url");
    const find = () => (idempotencyKey === undefined ? undefined : findMade(ctx, idempotencyKey, bodyHash));
    const made = await find();
    if (made !== undefined) return fromName(made);
    await stage.flush();
    if (faults.count === 0 && stage.rows === 0) faults.add([{ line: 1, message: "there is no row: the file is empty" }], true);
    if (faults.count > 0) throw faults.toError();
    try {
      await publish(ctx, change, stage.counts, [], (created) =>
        idempotencyKey === undefined ? [] : rememberMade(ctx, idempotencyKey, bodyHash, `${stage.rows}:${created}`),
      );
    } catch (cause) {
      // Of two at the same time, into a new dataset each, one is first and the other finds it.
      const winner = await find();
      if (winner === undefined) throw cause;
      return fromName(winner);
    }
    return { imported: stage.rows, version: change.next, datasetId: input.datasetId };
  });
}

async function isKnown(ctx: Context, key: string): Promise<boolean> {
  try {
    return (await findMade(ctx, key, "")) !== undefined;
  } catch {
    return true;
  }
}

function fromName(made: string): ImportedInto {
  const [imported, datasetId = "", version] = made.split(":");
  return { imported: Number(imported), version: Number(version), datasetId };
}

/** Rows on their way into the database, some at a time. After the first fault they are only looked at. */
class ImportStage {
  rows = 0;
  readonly #stager: ItemStager;
  readonly #faults: FaultList;
  readonly #check: CheckItem;
  readonly #now = Date.now();
  #batch: (ItemTexts & { line: number })[] = [];
  #bytes = 0;

  constructor({ row }: Change, stager: ItemStager, faults: FaultList) {
    this.#stager = stager;
    this.#faults = faults;
    this.#check = itemChecker(row);
  }

  get counts() {
    return this.#stager.counts;
  }

  take({ line, item }: PlacedRow): Promise<void> | undefined {
    this.rows++;
    const found = this.#check(item, "").map(({ path, message }): LineFault => ({ line, field: path, message }));
    if (found.length > 0) this.#faults.add(found, false);
    const texts = { ...toTexts(item), line };
    this.#bytes += texts.input.length + (texts.expected?.length ?? 0) + (texts.metadata?.length ?? 0);
    this.#batch.push(texts);
    return this.#batch.length >= rowsAtOnce || this.#bytes >= bytesAtOnce ? this.flush() : undefined;
  }

  async flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#bytes = 0;
    if (batch.length === 0) return;
    for (const { line, id } of await this.#stager.findTaken(batch))
      this.#faults.add([{ line, field: "id", message: `${id} is taken: the dataset has it, or it came before` }], false);
    if (this.#faults.count === 0) await this.#stager.stage(batch, this.#now);
  }
}
