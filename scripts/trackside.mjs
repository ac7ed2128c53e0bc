#!/usr/bin/env node
// The command `trackside`. Standard output belongs to its data, so what has to be installed or built first is told on
// standard error, and only where there is something to tell.
import "./node-version.mjs";

void import("./run-trackside.mjs").then((module) => module.runTrackside(process.argv.slice(2)));
