import { getContext } from "@/server/console";
import { handleRequest } from "@/server/rest/handle-request";
import { routes } from "@/server/rest/routes";

export const dynamic = "force-dynamic";

const serve = (request: Request): Promise<Response> => handleRequest(routes, getContext(), request);

export { serve as DELETE, serve as GET, serve as HEAD, serve as OPTIONS, serve as PATCH, serve as POST, serve as PUT };
