// Which nodes and edges the reader's choices leave.
import { isEvent } from "./data";
import type { Data, Edge, Item, Node } from "./data";
import type { State } from "./state";

export interface Visible {
  nodes: Set<Node>;
  edges: Set<Edge>;
}

function inTime(item: Item, state: State): boolean {
  const { first, last } = item.period;
  if (first === undefined && last === undefined) return state.undated || (state.from === undefined && state.to === undefined);
  if (state.from !== undefined && last !== undefined && last < state.from) return false;
  return !(state.to !== undefined && first !== undefined && first > state.to);
}

export function visible(data: Data, state: State): Visible {
  const passes = (node: Node): boolean =>
    !state.hiddenLabels.has(node.label) && !(node.status && state.hiddenStatuses.has(node.status)) && (!isEvent(node) || inTime(node, state));
  const selected = data.nodes.get(state.selected);
  const nodes = new Set<Node>();
  const edges = new Set<Edge>();
  for (const edge of data.edges.values()) {
    if (state.hiddenKinds.has(edge.type) || (edge.status && state.hiddenStatuses.has(edge.status))) continue;
    if (!passes(edge.source) || !passes(edge.target) || !inTime(edge, state)) continue;
    if (state.neighbours && selected && edge.source !== selected && edge.target !== selected) continue;
    edges.add(edge);
    nodes.add(edge.source).add(edge.target);
  }
  // A node that nothing joins is for the search to find; dust around the picture hides the rest.
  if (data.edges.size === 0) {
    for (const node of data.nodes.values()) if (passes(node)) nodes.add(node);
  }
  if (selected) nodes.add(selected);
  return { nodes, edges };
}
