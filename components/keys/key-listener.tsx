"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { usePreference } from "@/components/shell/preferences";
import { isTyping } from "@/components/ui/is-typing";
import { createKeyReader } from "@/components/ui/keys/key-registry";
import { onOpen, type KeyPanel } from "./open-panel";
import { useKeys } from "@/components/ui/keys/use-keys";

const Palette = dynamic(() => import("@/components/palette/palette").then((file) => file.Palette), { ssr: false });
const KeyHelp = dynamic(() => import("./key-help").then((file) => file.KeyHelp), { ssr: false });

const places = [
  { keys: "g o", word: "Go to the overview", href: "/" },
  { keys: "g r", word: "Go to runs", href: "/runs" },
  { keys: "g a", word: "Go to agents", href: "/agents" },
  { keys: "g d", word: "Go to datasets", href: "/datasets" },
];

/** Listens for all keys, in one place, and opens what belongs to no page. */
export function KeyListener() {
  const router = useRouter();
  const [open, setOpen] = useState<KeyPanel>();
  const [shortcuts] = usePreference("shortcuts");
  useEffect(() => onOpen(setOpen), []);
  useKeys([
    { keys: "mod+k", word: "Search or jump", group: "Anywhere", act: () => setOpen("palette") },
    { keys: "?", word: "Show these keys", group: "Anywhere", act: () => setOpen("help") },
    ...places.map(({ href, ...place }) => ({ ...place, group: "Anywhere", act: () => router.push(href) })),
  ]);
  useEffect(() => {
    const read = createKeyReader();
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || (event.repeat && event.key !== "[" && event.key !== "]")) return;
      const withMod = event.metaKey || event.ctrlKey;
      // Single letters may be said by speech software: they can be turned off. What needs ⌘ stays.
      if (!withMod && (shortcuts === "off" || isTyping(event.target))) return;
      // What is open above the page has its own keys.
      if (document.querySelector("[role=dialog],[role=alertdialog],[role=menu],[role=listbox]")) return;
      const deed = read(event);
      if (!deed) return;
      event.preventDefault();
      deed.act();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [shortcuts]);
  const close = () => setOpen(undefined);
  return (
    <>
      {open === "palette" ? <Palette onClose={close} /> : null}
      {open === "help" ? <KeyHelp onClose={close} /> : null}
    </>
  );
}
