import type { Metadata } from "next";
import { Suspense } from "react";
import { ApiDocs } from "@/components/api-docs/api-docs";
import { PageFrame } from "@/components/shell/page-frame";
import { AddressFilter } from "@/components/ui/address-filter";
import { PageTitle } from "@/components/ui/page-title";
import { getContext } from "@/server/console";
import { documentOf } from "@/server/rest/openapi/openapi-route";
import { routeGroups } from "@/server/rest/routes";

const openapi = "/api/openapi.json";
export const metadata: Metadata = { title: "API" };

export default function ApiPage() {
  return (
    <PageFrame crumbs={[{ word: "Settings", href: "/settings" }, { word: "API" }]}>
      <PageTitle title="API">
        <AddressFilter label="Filter the API" />
      </PageTitle>
      <p className="max-w-3xl px-4 pb-5 text-pretty text-ink-2 md:px-5">
        Everything the console can do, a script can do. This page is drawn from{" "}
        <a href={openapi} className="text-accent-ink underline underline-offset-2">
          {openapi}
        </a>{" "}
        (OpenAPI 3.1), and what is answered is held against it. A console with a key wants it as{" "}
        <code className="font-mono text-xs">Authorization: Bearer</code>. For TypeScript there is{" "}
        <code className="font-mono text-xs">trackside/client</code>.
      </p>
      <Suspense>
        <ApiDocs document={documentOf(routeGroups, getContext().version)} />
      </Suspense>
    </PageFrame>
  );
}
