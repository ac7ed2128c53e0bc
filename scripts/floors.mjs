// The building plan as a table: which place a file belongs to, and what each place may import.
// The first place whose `files` match wins. `may` names the places it imports from, and how:
//   any    freely
//   type   only by `import type`
//   noun   only within the same noun, server/<noun>/
//   route  only from its own route folder and what lies below it
//   door   within server/<noun>/ or server/rest/, and from what all doors share; the root router gathers them, its caller calls it
// What is not named is forbidden; places without `may` import what they like. `floor` only makes the message plainer.
// `plain` places import nothing of Node; a `closed` one nothing outside its folder; `neverReaches` holds also indirectly.
const [any, type, noun, route, door] = ["any", "type", "noun", "route", "door"];

const places = [
  { name: "test", files: /\.(test|e2e)\.tsx?$|^server\/testing\// },
  { name: "bench", files: /^bench\// },
  {
    name: "example",
    files: /^examples\//,
    may: { example: any },
    closed: "examples/",
    why: 'an example is a user\'s project: it imports "trackside", packages and its own files',
  },
  {
    name: "client",
    floor: 1,
    files: /^client\//,
    may: { client: any, domain: any },
    plain: true,
    why: "the client runs anywhere: it imports server/domain and packages for browsers",
  },
  {
    name: "entry",
    floor: 7,
    files:
      /^server\/(main\.ts$|open-console\.ts$|(directories\/writer|runs\/(search|survey)|storage\/measure|ingest\/otlp\/traces)-main\.ts$|cli\/)/,
    may: { entry: any, door: any, slice: any, host: type, table: any, db: any, client: any, base: any, domain: any },
    why: "an entry wires parts together; it leaves pages to Next, and rows to the verbs",
  },
  {
    name: "page",
    floor: 6,
    files: /^app\//,
    may: { page: route, component: any, trpc: any, ui: any, door: any, slice: any, client: any, base: any, domain: any },
    why: "a page parses, calls a verb or prefetches, and renders; what pages share is a component",
  },
  {
    name: "ui",
    floor: 5,
    files: /^components\/ui\//,
    may: { ui: any, domain: any },
    why: "primitives know no data: they import components/ui and server/domain",
  },
  {
    name: "trpc",
    floor: 5,
    files: /^components\/trpc\//,
    may: { trpc: any, component: any, ui: any, door: any, slice: type, client: any, base: any, domain: any },
    why: "components/trpc joins the pages to the routers",
  },
  {
    name: "component",
    floor: 5,
    files: /^components\//,
    may: { component: any, trpc: any, ui: any, door: type, slice: type, base: type, client: any, domain: any },
    why: "a component runs in the browser: from server/ it takes values of server/domain, else only `import type`",
  },
  {
    name: "door",
    floor: 4,
    files: /^server\/(router\.ts$|caller\.ts$|console\.ts$|trpc\.ts$|rest\/|http\/|[^/]+\/router\.ts$)/,
    may: { door, slice: any, base: any, domain: any },
    why: "a door turns input into a verb's call and its answer back: no SQL, no logic",
  },
  {
    name: "domain",
    floor: 0,
    files: /^server\/domain\//,
    may: { domain: any },
    plain: true,
    why: "server/domain is pure and safe in a browser",
  },
  {
    name: "base",
    floor: 0,
    files: /^server\/(env|errors|log)\.ts$/,
    may: { base: any, domain: any },
    why: "the ground floor stands on nothing",
  },
  {
    name: "store",
    floor: 2,
    files: /^server\/[^/]+\/([a-z-]+-)?store\.ts$/,
    may: { store: noun, table: any, db: any, base: any, domain: any },
    why: "a store is its noun's only SQL and knows no other noun's",
  },
  { name: "table", floor: 1, files: /^db\/schema\//, may: { table: any, domain: type }, why: "a table stands alone" },
  { name: "db", floor: 1, files: /^db\//, may: { db: any, table: any, base: any, domain: any }, why: "db/ knows no nouns" },
  {
    name: "host",
    floor: 3,
    files: /^server\/(host|sdk)\//,
    may: { host: any, slice: any, base: any, domain: any },
    neverReaches: ["db", "table", "store"],
    why: "the agent host and the SDK never see the database",
  },
  {
    name: "slice",
    floor: 3,
    files: /^server\/([^/]+\/|context\.ts$)/,
    may: { slice: any, host: type, store: noun, db: type, base: any, domain: any },
    why: "a verb calls other verbs and its own noun's store; of db/ it takes types only",
  },
];

export function placeOf(file) {
  return places.find((place) => place.files.test(file));
}

/** Whether a file may import another; both with their places. */
export function mayImport(from, fromPlace, to, toPlace, isType) {
  const how = fromPlace.may?.[toPlace.name];
  switch (fromPlace.may ? how : any) {
    case any:
      return true;
    case type:
      return isType;
    case noun:
      return nounOf(from) === nounOf(to);
    case route:
      return to.startsWith(from.slice(0, from.lastIndexOf("/") + 1));
    case door:
      return (
        /^server\/(router|caller)\.ts$/.test(from) ||
        nounOf(from) === nounOf(to) ||
        /^server\/((trpc|console)\.ts$|http\/)/.test(to)
      );
    default:
      return false;
  }
}

function nounOf(file) {
  return file.split("/").slice(0, 2).join("/");
}
