import { procedure, router } from "@/server/trpc";
import { getAttention } from "./get-attention";
import { getLatest } from "./get-latest";
import { getRunning } from "./get-running";

export const overviewRouter = router({
  attention: procedure.query(getAttention),
  running: procedure.query(getRunning),
  latest: procedure.query(getLatest),
});
