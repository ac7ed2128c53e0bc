"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { readPreference } from "@/components/shell/preferences";
import { isTyping } from "@/components/ui/is-typing";
import { createKeyReader } from "@/components/ui/keys/key-registry";
import { onOpen, type KeyPanel } from "./open-panel";
import { useKeys } from "@/components/ui/keys/use-keys";
import { loadPart } from "@/components/ui/load-part";

const Palette = dynamic(() => loadPart(() => import("@/components/palette/palette")).then((file) => file.Palette), {
  ssr: false,
});
const KeyHelp = dynamic(() => loadPart(() => import("./key-help")).then((file) => file.KeyHelp), { ssr: false });

const places = [
  { keys: "g o", word: "Go to the overview", href: "/" },
  { keys: "g r", word: "Go to runs", href: "/runs" },
  { keys: "g a", word: "Go to agents", href: "/agents" },
  { keys: "g d", word: "Go to datasets", href: "/datasets" },
  { keys: "g i", word: "Go to the API", href: "/docs/api" },
  { keys: "g s", word: "Go to the settings", href: "/settings" },
];

/** Listens for all keys, in one place, and opens what belongs to no page. */
export function KeyListener() {
  const router = useRouter();
  const [open, setOpen] = useState<KeyPanel>();
  useEffect(() => onOpen(setOpen), []);
  useKeys([
    { keys: "mod+k", word: "Search or jump", group: "Anywhere", act: () => setOpen("palette") },
    { keys: "?", word: "Show these keys", group: "Anywhere", act: () => setOpen("help") },
    ...places.map(({ href, ...place }) => ({ ...place, group: "Anywhere", act: () => router.push(href) })),
  ]);
  useEffect(() => {
    // Before any table or tree hears of it: the switch holds for their letters too. It is read as the key comes: what the
    // server drew does not know of it yet.
    const swallow = (event: KeyboardEvent) => {
      if (isTurnedOff(event)) event.stopPropagation();
    };
    addEventListener("keydown", swallow, { capture: true });
    return () => removeEventListener("keydown", swallow, { capture: true });
  }, []);
  useEffect(() => {
    const read = createKeyReader();
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || (event.repeat && event.key !== "[" && event.key !== "]")) return;
      if (!event.metaKey && !event.ctrlKey && isTyping(event.target)) return;
      // The key that wakes a page up comes here without having come by there: React hydrates within it.
      if (isAbovePage() || isTurnedOff(event)) return;
      const deed = read(event);
      if (!deed) return;
      event.preventDefault();
      deed.act();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  const close = () => setOpen(undefined);
  return (
    <>
      {open === "palette" ? <Palette onClose={close} /> : null}
      {open === "help" ? <KeyHelp onClose={close} /> : null}
    </>
  );
}

/** What is open above the page has its own keys. */
function isAbovePage(): boolean {
  return document.querySelector("[role=dialog],[role=alertdialog],[role=menu],[role=listbox]") !== null;
}

const isTurnedOff = (event: KeyboardEvent): boolean => readPreference("shortcuts") === "off" && isSingleSign(event);

/** Speech software may say these. What needs ⌘, is typed, or finds its way in an open menu is not meant; nor is Space, which presses buttons. */
function isSingleSign({ key, metaKey, ctrlKey, altKey, target }: KeyboardEvent): boolean {
  return key.length === 1 && key !== " " && !metaKey && !ctrlKey && !altKey && !isTyping(target) && !isAbovePage();
}
