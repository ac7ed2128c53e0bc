import { ButtonLink } from "@/components/ui/button";

/** Leads to the page on which a file is looked at before it comes in. */
export function ImportButton({ datasetId }: { datasetId: string }) {
  return <ButtonLink href={`/datasets/${encodeURIComponent(datasetId)}/import`}>Import</ButtonLink>;
}

export function ImportAsNewButton({ look = "secondary" }: { look?: "primary" | "secondary" }) {
  return (
    <ButtonLink look={look} href="/datasets/import">
      Import as new dataset
    </ButtonLink>
  );
}
