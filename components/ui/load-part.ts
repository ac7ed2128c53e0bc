const [firstWaitMs, longestWaitMs] = [1_000, 5_000];
const mostRefused = 3;

/**
 * A part of a page that comes only when it is wanted. As long as the console does not answer it is asked for again, for its
 * place is held meanwhile; a console that answers and does not have it is of another version than the page.
 */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  for (let [refused, waitMs] = [0, firstWaitMs]; ; waitMs = Math.min(longestWaitMs, waitMs * 1.5)) {
    try {
      return await load();
    } catch (cause) {
      if ((await answers()) && ++refused >= mostRefused) throw cause;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

async function answers(): Promise<boolean> {
  try {
    return (await fetch("/api/health", { cache: "no-store" })).status < 500;
  } catch {
    return false;
  }
}
