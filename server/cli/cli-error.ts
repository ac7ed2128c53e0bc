/** Why a command ends otherwise than well. The code is for scripts: the contract knows 1, 2 and 3. */
export class CliError extends Error {
  override name = "CliError";
  readonly exitCode: number;

  constructor(exitCode: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** A run or a request failed. */
export const failed = (message: string, options?: ErrorOptions): CliError => new CliError(1, message, options);
/** The command was not used as it is meant. */
export const wrongUse = (message: string, options?: ErrorOptions): CliError => new CliError(2, message, options);
/** The console cannot be reached. */
export const unreachable = (message: string, options?: ErrorOptions): CliError => new CliError(3, message, options);
