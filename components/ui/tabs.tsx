"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import clsx from "clsx";
import type { ReactNode } from "react";

/** `keep`: stays as it is while another is shown, for what one has typed there. */
type Tab<Value extends string> = { value: Value; word: ReactNode; content: ReactNode; keep?: boolean };
type TabsProps<Value extends string> = {
  label: string;
  tabs: readonly Tab<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  beside?: ReactNode;
  /** As wide as the page, and so with the page's own margin. */
  wide?: boolean;
};

export function Tabs<Value extends string>({ label, tabs, value, onChange, beside, wide = false }: TabsProps<Value>) {
  return (
    <Base.Root value={value} onValueChange={(next: Value) => onChange(next)} className="flex min-h-0 flex-1 flex-col">
      <div className={clsx("flex items-center border-b border-line px-4", wide && "md:px-5")}>
        <Base.List
          aria-label={label}
          activateOnFocus
          className="-mb-px flex min-w-0 flex-1 gap-4 overflow-x-auto overflow-y-hidden [scrollbar-width:none]"
        >
          {tabs.map((tab) => (
            <Base.Tab
              key={tab.value}
              value={tab.value}
              className="h-9 shrink-0 border-b-2 border-transparent text-ink-2 hover:text-ink data-active:border-ink data-active:font-medium data-active:text-ink"
            >
              {tab.word}
            </Base.Tab>
          ))}
        </Base.List>
        {beside}
      </div>
      {tabs.map((tab) => (
        <Base.Panel
          key={tab.value}
          value={tab.value}
          keepMounted={tab.keep ?? false}
          tabIndex={-1}
          className="flex min-h-0 flex-1 flex-col outline-none"
        >
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
