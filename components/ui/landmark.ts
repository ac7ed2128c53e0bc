/**
 * Where a menu is put: into the page's main part, so that nothing on the page stands outside of every landmark. One that
 * is opened from a dialog goes where menus go by themselves, for what is behind the dialog is not to be reached.
 */
export function landmarkOfMenu(): HTMLElement | undefined {
  if (document.activeElement?.closest("[role=dialog]")) return undefined;
  return document.getElementById("main") ?? undefined;
}
