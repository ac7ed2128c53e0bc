"use client";

import { Button as BaseButton } from "@base-ui/react/button";
import clsx from "clsx";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

type Look = "primary" | "secondary" | "ghost" | "danger";

const looks: Record<Look, string> = {
  primary: "bg-ink text-ink-on hover:bg-ink-press",
  secondary: "border border-line-strong bg-panel text-ink hover:bg-hover",
  ghost: "text-ink-2 hover:bg-hover hover:text-ink",
  danger: "border border-fail-line bg-fail-wash text-fail hover:border-fail",
};

function shape(look: Look, square: boolean, className?: string): string {
  return clsx(
    "inline-flex h-7 shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none",
    "data-disabled:cursor-default data-disabled:opacity-55",
    square ? "w-7" : "px-2.5",
    looks[look],
    className,
  );
}

type ButtonProps = Omit<ComponentProps<typeof BaseButton>, "className"> & { look?: Look; square?: boolean; className?: string };

export function Button({ look = "secondary", square = false, className, ...props }: ButtonProps) {
  return <BaseButton type="button" className={shape(look, square, className)} {...props} />;
}

type ButtonLinkProps = { href: string; look?: Look; children: ReactNode };

export function ButtonLink({ href, look = "secondary", children }: ButtonLinkProps) {
  return (
    <Link href={href} className={shape(look, false)}>
      {children}
    </Link>
  );
}
