import type { Metadata } from "next";
import { ImportView } from "@/components/dataset-import/import-view";
import { PageFrame } from "@/components/shell/page-frame";

export const metadata: Metadata = { title: "Import as a new dataset" };

export default function ImportAsNewPage() {
  return (
    <PageFrame crumbs={[{ word: "Datasets", href: "/datasets" }, { word: "Import" }]}>
      <ImportView />
    </PageFrame>
  );
}
