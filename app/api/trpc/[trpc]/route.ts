import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { getContext } from "@/server/console";
import { appRouter } from "@/server/router";
import { refuseOtherThanJson } from "@/server/rest/refuse-other-than-json";

export const dynamic = "force-dynamic";

function serve(request: Request): Promise<Response> | Response {
  return (
    refuseOtherThanJson(request) ??
    fetchRequestHandler({ endpoint: "/api/trpc", req: request, router: appRouter, createContext: getContext, maxBatchSize: 10 })
  );
}

export { serve as GET, serve as POST };
