import { AppError, type FieldFault } from "@/server/errors";
import { toFieldFault, type LineFault } from "./import-fault";

const mostListed = 100;

/** What is wrong with a file: the first faults, and how many there are. */
export class FaultList {
  readonly listed: FieldFault[] = [];
  count = 0;
  #malformed = false;

  /** Malformed is what cannot be read; the rest does not fit the dataset. */
  add(faults: LineFault[], malformed: boolean): void {
    for (const fault of faults) {
      this.count++;
      if (this.listed.length < mostListed) this.listed.push(toFieldFault(fault));
    }
    if (faults.length > 0 && malformed) this.#malformed = true;
  }

  toError(): AppError {
    const [first] = this.listed;
    const more = this.count > 1 ? ` There are ${this.count} faults in all.` : "";
    const detail = `${first?.path} ${first?.message}.${more} Nothing was imported.`;
    return new AppError(this.#malformed ? "bad-input" : "does-not-fit", detail, { faults: this.listed });
  }
}
