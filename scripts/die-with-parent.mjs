// Preloaded (node --import) into the long children of our commands. A command that is killed with SIGKILL cannot
// end its children, and an orphaned `npm ci` or `next build` would go on writing beside the next one.
const parent = process.ppid;

setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
}, 500).unref();
