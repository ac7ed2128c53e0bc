"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import type { ActionMenuProps } from "./action-menu";
import { Button } from "./button";

const ActionMenu = dynamic(() => import("./action-menu").then((file) => file.ActionMenu), { ssr: false });

/** The menu comes with the first look at it; until then its button stands for it. */
export function LazyActionMenu(props: ActionMenuProps) {
  const [wanted, setWanted] = useState(false);
  const { label, face, look = "secondary", square = false, className = "" } = props;
  if (wanted) return <ActionMenu {...props} />;
  return (
    <Button
      look={look}
      square={square}
      {...(label === undefined ? {} : { "aria-label": label })}
      aria-haspopup="menu"
      aria-expanded={false}
      className={className}
      onClick={() => setWanted(true)}
    >
      {face}
    </Button>
  );
}
