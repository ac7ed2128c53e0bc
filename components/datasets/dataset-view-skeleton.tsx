import { Skeleton } from "@/components/ui/skeleton";

export function DatasetViewSkeleton() {
  return (
    <>
      <div className="flex h-13.5 items-center gap-3 px-4 pt-1.5 md:px-5">
        <Skeleton className="h-5 w-48" />
        <Skeleton className="h-7 w-14" />
        <Skeleton className="ml-auto hidden h-7 w-64 md:block" />
      </div>
      <div className="flex h-9 items-center gap-4 border-b border-line px-4 md:px-5">
        {[0, 1, 2, 3].map((tab) => (
          <Skeleton key={tab} className="h-3 w-14" />
        ))}
      </div>
      {Array.from({ length: 12 }, (_, row) => (
        <div key={row} className="flex h-[57px] items-center gap-6 border-b border-line px-4 md:h-[34px] md:px-5">
          <Skeleton className="h-3 w-8" />
          <Skeleton className="h-3 w-96 max-w-[60%]" />
        </div>
      ))}
    </>
  );
}
