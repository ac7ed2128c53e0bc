"use client";

import dynamic from "next/dynamic";

/* Editors and dialogs are loaded when they are first opened, not with the page. */
export const ItemDrawer = dynamic(() => import("./item-drawer").then((file) => file.ItemDrawer), { ssr: false });
export const DeleteItems = dynamic(() => import("./delete-items").then((file) => file.DeleteItems), { ssr: false });
