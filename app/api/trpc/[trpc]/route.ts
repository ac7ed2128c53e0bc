import { getContext } from "@/server/console";
import { handleTrpc } from "@/server/rest/handle-trpc";
import { appRouter } from "@/server/router";

export const dynamic = "force-dynamic";

const serve = (request: Request): Promise<Response> => handleTrpc(appRouter, getContext(), request);

export { serve as DELETE, serve as GET, serve as HEAD, serve as OPTIONS, serve as PATCH, serve as POST, serve as PUT };
