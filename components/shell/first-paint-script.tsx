import { headers } from "next/headers";

/** Theme and sidebar are known only to the browser: this sets them before anything is painted, so nothing flashes. */
const script = `try{var d=document.documentElement.dataset;for(var k of["theme","sidebar","shortcuts","steps","looked"]){var v=localStorage.getItem("trackside."+k);if(v)d[k]=v}}catch(e){}`;

export async function FirstPaintScript() {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  // The browser hides a nonce from scripts once it has read it, so React would see a difference.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />;
}
