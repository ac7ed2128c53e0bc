import { connect, createServer, type Socket } from "node:net";

export type BreakableLine = {
  url: string;
  /** How many live streams of pages go through it now. */
  streams: () => number;
  cut: () => void;
  mend: () => void;
  close: () => void;
};

/** A way to the console that can be cut, as a network can: what flows stops, and nothing new gets through. */
export async function openBreakableLine(target: string): Promise<BreakableLine> {
  const port = Number(new URL(target).port);
  const sockets = new Set<Socket>();
  const streams = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) return near.destroy();
    const far = connect(port, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        streams.delete(near);
        near.destroy();
        far.destroy();
      });
    }
    // A browser asks over one connection one thing after the other.
    near.on("data", (chunk: Buffer) => {
      if (/^GET \/api\/trpc\/\w+\.watch\?/.test(chunk.toString("latin1"))) streams.add(near);
      else streams.delete(near);
    });
    near.pipe(far).pipe(near);
    return undefined;
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const cut = (): void => {
    whole = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    streams: () => streams.size,
    cut,
    mend: () => {
      whole = true;
    },
    close: () => {
      cut();
      server.close();
    },
  };
}
