import { chromium } from "playwright-core";
const [, , path, name, w = "1440", scheme = "light", h = "900", full = "1"] = process.argv;
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const p = await b.newPage({ viewport: { width: +w, height: +h }, colorScheme: scheme, reducedMotion: "reduce" });
p.on("console", (m) => m.type() === "error" && console.log("console:", m.text())); p.on("pageerror", (e) => console.log("error:", e.message));
await p.goto("http://127.0.0.1:4820" + path); await p.waitForTimeout(1500);
await p.screenshot({ path: `/tmp/b-live/${name}.png`, fullPage: full === "1" });
await b.close();
