import { RunListSkeleton } from "@/components/runs/run-list-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

export const ResultsSkeleton = () => <RunListSkeleton rows={12} />;

export function DatasetRunSkeleton() {
  return (
    <>
      <div className="flex flex-col gap-2.5 px-4 pt-3.5 pb-3 md:px-5">
        <div className="flex h-7 items-center gap-3">
          <Skeleton className="h-5 w-72 max-w-[60%]" />
          <Skeleton className="ml-auto h-7 w-64 max-md:hidden" />
        </div>
        <Skeleton className="h-2 w-full" />
        <Skeleton className="h-6 w-96 max-w-full" />
      </div>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(160px,1fr))] gap-3 px-4 pb-3 md:px-5">
        {Array.from({ length: 4 }, (_, card) => (
          <Skeleton key={card} className="h-33 w-full" />
        ))}
      </div>
      <div className="px-4 pb-3 md:px-5">
        <Skeleton className="h-7 w-80 max-w-full" />
      </div>
      <ResultsSkeleton />
    </>
  );
}
