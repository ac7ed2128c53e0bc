// Imported first by every command. Plain old syntax on purpose: an old Node must get as far as the message.
var wanted = [20, 19];
var have = process.versions.node.split(".").map(Number);

if (have[0] < wanted[0] || (have[0] === wanted[0] && have[1] < wanted[1])) {
  console.error(
    "Trackside needs Node " +
      wanted.join(".") +
      " or newer; this is Node " +
      process.versions.node +
      ".\n" +
      "Install a current version from https://nodejs.org (or by your version manager) and run the command again.",
  );
  process.exit(1);
}
