// `npm start` and `npm run dev`. The work is in start-console.mjs, loaded only once this Node is known to read it:
// an older one would stumble over its syntax before it could say so.
import "./node-version.mjs";

void import("./start-console.mjs").then((module) => module.startConsole(process.argv.slice(2)));
