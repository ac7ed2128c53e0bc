// Is the build made of the sources that lie here? A stamp with a hash of their content is written after a build and
// removed before one: a build that was killed half way has none. Content, not times: a clone or a copy changes those.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const shared = ["package.json", "package-lock.json", "tsconfig.json"];
// In two parts, since `npm run dev` needs and makes only the first.
const sources = {
  server: ["server", "db", "client", "scripts/build-server.mjs", ...shared],
  app: [
    "app",
    "components",
    "public",
    "server",
    "db",
    "client",
    "scripts/build-app.mjs",
    "next.config.mjs",
    "postcss.config.mjs",
    ...shared,
  ],
};
const products = { server: "dist/main.js", app: ".next/BUILD_ID" };
const ignored = /\.(test|e2e)\.tsx?$|\.md$|^server\/testing\//;

export function isBuilt(root, part) {
  const product = hashProduct(root, part);
  return product !== undefined && readStamp(root)[part] === `${hashSources(root, part)} ${product}`;
}

/** Before a build: from here on until `writeStamp` the part counts as stale. */
export function clearStamp(root, part) {
  saveStamp(root, { ...readStamp(root), [part]: undefined });
}

/** After a build, with the hash of the sources taken before it: what was changed meanwhile must be seen as stale. */
export function writeStamp(root, part, sourceHash) {
  saveStamp(root, { ...readStamp(root), [part]: `${sourceHash} ${hashProduct(root, part)}` });
}

export function hashSources(root, part) {
  const hash = createHash("sha256").update(`${process.versions.node.split(".")[0]} ${process.platform} ${process.arch}`);
  for (const source of sources[part]) {
    for (const file of filesUnder(root, source)) {
      const content = fs.readFileSync(path.join(root, file));
      hash.update(`\n${file} ${content.length}\n`).update(content);
    }
  }
  return hash.digest("hex");
}

// The product belongs to the stamp, so that one made by hand (`npx next build`) or removed is not taken for ours.
function hashProduct(root, part) {
  const product = path.join(root, products[part]);
  if (!fs.existsSync(product)) return undefined;
  return createHash("sha256").update(fs.readFileSync(product)).digest("hex");
}

function filesUnder(root, source) {
  const full = path.join(root, source);
  const stat = fs.statSync(full, { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [source];
  const entries = fs.readdirSync(full, { withFileTypes: true });
  return entries
    .map((entry) => `${source}/${entry.name}`)
    .filter((file) => !ignored.test(file) && !path.basename(file).startsWith("."))
    .toSorted()
    .flatMap((file) => filesUnder(root, file));
}

function readStamp(root) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, "dist/.stamp"), "utf8"));
  } catch {
    return {};
  }
}

function saveStamp(root, stamp) {
  const file = path.join(root, "dist/.stamp");
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.new`, JSON.stringify(stamp, undefined, 2));
  fs.renameSync(`${file}.new`, file);
}
