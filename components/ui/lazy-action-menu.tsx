"use client";

import { lazy, Suspense, useState } from "react";
import type { ActionMenuProps } from "./action-menu";
import { Button } from "./button";
import { loadPart } from "./load-part";

const ActionMenu = lazy(() => loadPart(() => import("./action-menu")).then((file) => ({ default: file.ActionMenu })));

/** The menu comes with the first look at it; until then its button stands for it. */
export function LazyActionMenu(props: ActionMenuProps) {
  const [wanted, setWanted] = useState(false);
  const { label, face, look = "secondary", square = false, className = "" } = props;
  const button = (
    <Button
      look={look}
      square={square}
      {...(label === undefined ? {} : { "aria-label": label })}
      aria-haspopup="menu"
      aria-expanded={false}
      aria-busy={wanted}
      className={className}
      onClick={() => setWanted(true)}
    >
      {face}
    </Button>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <ActionMenu {...props} />
    </Suspense>
  );
}
