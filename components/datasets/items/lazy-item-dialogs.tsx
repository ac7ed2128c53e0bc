"use client";

import dynamic from "next/dynamic";
import { loadPart } from "@/components/ui/load-part";

/* Editors and dialogs are loaded when they are first opened, not with the page. */
export const ItemDrawer = dynamic(() => loadPart(() => import("./item-drawer")).then((file) => file.ItemDrawer), { ssr: false });
export const DeleteItems = dynamic(() => loadPart(() => import("./delete-items")).then((file) => file.DeleteItems), {
  ssr: false,
});
