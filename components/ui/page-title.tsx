import type { ReactNode } from "react";

export function PageTitle({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3.5 md:px-5">
      <h1 className="min-w-0 truncate text-lg font-semibold">{title}</h1>
      <div className="md:ml-auto">{children}</div>
    </div>
  );
}
