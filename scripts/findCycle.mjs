/**
 * The first circle in a graph, as the nodes along it with the first repeated at the end; null when there is none.
 * @param {ReadonlyMap<string, readonly string[]>} graph node → nodes it points to; unknown nodes are leaves
 * @returns {string[] | null}
 */
export function findCycle(graph) {
  const done = new Set();
  /** @type {string[]} */
  const path = [];

  /** @param {string} node @returns {string[] | null} */
  function walk(node) {
    const at = path.indexOf(node);
    if (at >= 0) return [...path.slice(at), node];
    if (done.has(node)) return null;
    path.push(node);
    for (const next of graph.get(node) ?? []) {
      const cycle = walk(next);
      if (cycle !== null) return cycle;
    }
    path.pop();
    done.add(node);
    return null;
  }

  for (const node of graph.keys()) {
    const cycle = walk(node);
    if (cycle !== null) return cycle;
  }
  return null;
}
