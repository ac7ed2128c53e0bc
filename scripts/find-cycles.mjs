// Circles among imports: one per knot of files, the shortest that can be shown.

/** `graph` maps a file to the files it imports. Returns lists of files, each importing the next, the last the first. */
export function findCycles(graph) {
  const cycles = [];
  const inKnown = new Set();
  for (const start of [...graph.keys()].toSorted()) {
    if (inKnown.has(start)) continue;
    const cycle = shortestWayBack(graph, start);
    if (!cycle) continue;
    for (const file of cycle) inKnown.add(file);
    cycles.push(cycle);
  }
  return cycles;
}

function shortestWayBack(graph, start) {
  const cameFrom = new Map();
  const queue = [start];
  for (const file of queue) {
    for (const next of graph.get(file) ?? []) {
      if (next === start) return wayTo(file, start, cameFrom);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, file);
      queue.push(next);
    }
  }
  return undefined;
}

function wayTo(file, start, cameFrom) {
  const way = [file];
  while (way[0] !== start) way.unshift(cameFrom.get(way[0]));
  return way;
}
