/** How a failure is told of: what (code, message), where (path), and what lay beneath (cause, stack). */
export type RunError = { code: string; message: string; path?: string; cause?: string; stack?: string };
