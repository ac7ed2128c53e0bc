import type { Metadata } from "next";
import { ImportIntoView } from "@/components/dataset-import/import-view";
import { datasetHref } from "@/components/datasets/dataset-address";
import { PageFrame } from "@/components/shell/page-frame";
import { readDataset } from "@/components/trpc/page-reads";
import { HydrateClient } from "@/components/trpc/server";

type Props = PageProps<"/datasets/[datasetId]/import">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Import into ${(await readDataset((await params).datasetId)).name}` };
}

export default async function ImportPage({ params }: Props) {
  const { id, name } = await readDataset((await params).datasetId);
  const crumbs = [{ word: "Datasets", href: "/datasets" }, { word: name, href: datasetHref(id) }, { word: "Import" }];
  return (
    <PageFrame crumbs={crumbs}>
      <HydrateClient>
        <ImportIntoView datasetId={id} />
      </HydrateClient>
    </PageFrame>
  );
}
