import { Skeleton } from "@/components/ui/skeleton";

export function DatasetListSkeleton() {
  return (
    <div>
      <div className="hidden h-[30px] border-b border-line bg-sunk md:block" />
      {Array.from({ length: 8 }, (_, row) => (
        <div key={row} className="flex h-[57px] items-center gap-6 border-b border-line px-4 md:h-[34px] md:px-5">
          <Skeleton className="h-3 w-40" />
          <Skeleton className="h-3 w-72 max-w-[40%]" />
          <Skeleton className="ml-auto h-3 w-24" />
        </div>
      ))}
    </div>
  );
}
