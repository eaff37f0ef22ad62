// The drawing: sigma.js on WebGL. Edges between the same two nodes are one line.
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import Sigma from "sigma";
import { type Data, type Edge, type Node, when } from "./data";
import type { Visible } from "./filter";

export const colours: Record<string, [light: string, dark: string]> = {
  Person: ["#0072b2", "#56b4e9"],
  Organization: ["#b2567f", "#e39ac4"],
  State: ["#b87a00", "#e69f00"],
  Meeting: ["#00795a", "#2fc49a"],
  Place: ["#5b6470", "#a7b0ba"],
  Policy: ["#8a7a00", "#f0e442"],
};
const otherColour: [string, string] = ["#7a7f87", "#8d99a6"];
const conflicts = new Set(["ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]);
const unsure = new Set(["planned", "proposed", "hypothetical"]);
const untrue = new Set(["denied", "cancelled"]);

export const colourOf = (label: string, dark: boolean): string => (colours[label] ?? otherColour)[dark ? 1 : 0];

/** All edges between two nodes. */
export interface Line {
  key: string;
  edges: Edge[];
}

export interface Picture {
  show(visible: Visible, selected: string, dark: boolean): void;
  lookAt(node: Node): void;
  zoom(factor: number): void;
  whole(): void;
  /** For tests and tools: where a node stands in the page. */
  place(id: string): { x: number; y: number } | undefined;
  /** Likewise: the nodes whose names can be read now. */
  labelled(): string[];
}

const lineKey = (a: Node, b: Node): string => (a.id < b.id ? `${a.id} ${b.id}` : `${b.id} ${a.id}`);

export function draw(data: Data, container: HTMLElement, choose: (id: string) => void): Picture {
  const graph = new Graph({ type: "undirected", multi: false });
  const lines = new Map<string, Line>();
  let index = 0;
  let most = 1;
  for (const node of data.nodes.values()) most = Math.max(most, node.reports);
  // Many nodes are small nodes: together they cover about the same part of the page.
  const scale = Math.max(0.35, Math.min(1, Math.sqrt(200 / data.nodes.size)));
  const smallestLabelled = 7 * scale;
  for (const node of data.nodes.values()) {
    // A sunflower: spread evenly and the same each time.
    const angle = index * 2.399963;
    const radius = Math.sqrt(index + 0.5);
    graph.addNode(node.id, { x: radius * Math.cos(angle), y: radius * Math.sin(angle), size: scale * (4 + 16 * Math.sqrt(node.reports / most)), label: short(labelOf(node)) });
    ++index;
  }
  for (const edge of data.edges.values()) {
    if (edge.source === edge.target) continue;
    const key = lineKey(edge.source, edge.target);
    let line = lines.get(key);
    if (!line) {
      lines.set(key, (line = { key, edges: [] }));
      graph.addEdgeWithKey(key, edge.source.id, edge.target.id, { size: 1 });
    }
    line.edges.push(edge);
  }

  let shown: Visible = { nodes: new Set(), edges: new Set() };
  let shownLines = new Map<string, Edge[]>();
  let selected = "";
  let near = new Set<string>();
  let dark = false;
  const text = (): string => (dark ? "#f1f4f7" : "#1b232c");
  // Thousands of lines together are as dark as a few.
  const plainLine = (): string => (graph.size > 3000 ? (dark ? "#33404c" : "#d8dee3") : dark ? "#61717f" : "#aab4bd");
  const faded = (): string => (dark ? "#2a333d" : "#e3e7eb");

  const sigma = new Sigma(graph, container, {
    allowInvalidContainer: true,
    enableEdgeEvents: true,
    hideEdgesOnMove: graph.size > 5000,
    labelRenderedSizeThreshold: smallestLabelled,
    labelDensity: 0.7,
    stagePadding: 60,
    zIndex: true,
    // The label of the chosen node, on a plate of the page's own colours.
    defaultDrawNodeHover: (context, node, settings) => {
      if (!node.label) return;
      context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
      const width = context.measureText(node.label).width;
      const height = settings.labelSize + 10;
      context.fillStyle = dark ? "#2a3540" : "#ffffff";
      context.strokeStyle = dark ? "#56b4e9" : "#0072b2";
      context.lineWidth = 1;
      context.beginPath();
      context.roundRect(node.x - node.size - 4, node.y - height / 2, width + 2 * node.size + 16, height, 5);
      context.fill();
      context.stroke();
      context.fillStyle = text();
      context.fillText(node.label, node.x + node.size + 3, node.y + settings.labelSize / 3);
      context.beginPath();
      context.fillStyle = node.color;
      context.arc(node.x, node.y, node.size, 0, 2 * Math.PI);
      context.fill();
    },
    nodeReducer: (id, attributes) => {
      const node = data.nodes.get(id)!;
      const result: Record<string, unknown> = { ...attributes, color: colourOf(node.label, dark), hidden: !shown.nodes.has(node) };
      if (near.size && !near.has(id)) {
        result.color = faded();
        result.label = undefined;  // not "": that would take the room of another
        result.zIndex = 0;
      } else if (near.size) {
        result.zIndex = 1;
      }
      if (id === selected) result.highlighted = true;
      return result;
    },
    edgeReducer: (key, attributes) => {
      const edges = shownLines.get(key);
      if (!edges) return { ...attributes, hidden: true };
      const statuses = edges.map((edge) => edge.status);
      const conflict = edges.some((edge) => conflicts.has(edge.type));
      let color = conflict ? (dark ? "#ff8a3d" : "#d55e00") : plainLine();
      if (statuses.every((status) => untrue.has(status))) color = dark ? "#3a2f45" : "#e4d5ea";
      else if (statuses.every((status) => unsure.has(status) || untrue.has(status))) color = dark ? "#4d5a66" : "#d3dae0";
      if (near.size) {
        const [a, b] = graph.extremities(key);
        if (a !== selected && b !== selected && key !== selected) color = faded();
      }
      const reports = edges.reduce((sum, edge) => sum + Math.max(1, Number(edge.properties.reports) || 1), 0);
      return { ...attributes, color, size: Math.max(0.6, scale * Math.min(7, 1.4 + 0.8 * Math.log2(reports))) };
    },
  });
  sigma.on("clickNode", ({ node }) => choose(node));
  sigma.on("clickEdge", ({ edge }) => {
    const edges = shownLines.get(edge);
    if (edges) choose(edges[0].id);
  });
  sigma.on("clickStage", () => choose(""));

  // The layout settles in slices, so that the page answers from the start.
  const settings = { ...forceAtlas2.inferSettings(graph), gravity: 0.6, scalingRatio: 12, barnesHutOptimize: graph.order > 500, adjustSizes: graph.order <= 500 };
  let slices = graph.order > 2000 ? 30 : 60;
  const settle = (): void => {
    const started = performance.now();
    while (slices > 0 && performance.now() - started < 40) {
      forceAtlas2.assign(graph, { iterations: graph.order > 2000 ? 2 : 10, settings });
      --slices;
    }
    if (slices > 0) setTimeout(settle, 0);
    else container.dataset.settled = "yes";
  };
  if (graph.order > 1) settle();
  else container.dataset.settled = "yes";

  const camera = sigma.getCamera();
  return {
    show(visible, nowSelected, nowDark) {
      shown = visible;
      dark = nowDark;
      shownLines = new Map();
      for (const edge of visible.edges) {
        const key = lineKey(edge.source, edge.target);
        const edges = shownLines.get(key);
        if (edges) edges.push(edge);
        else shownLines.set(key, [edge]);
      }
      const edge = data.edges.get(nowSelected);
      selected = edge ? lineKey(edge.source, edge.target) : nowSelected;
      near = new Set();
      const node = data.nodes.get(nowSelected);
      if (edge) near = new Set([edge.source.id, edge.target.id]);
      if (node) {
        near.add(node.id);
        for (const one of visible.edges) {
          if (one.source === node) near.add(one.target.id);
          if (one.target === node) near.add(one.source.id);
        }
      }
      sigma.setSetting("labelColor", { color: text() });
      // Around the chosen node small ones have labels too, as many as find room: all of them would be a wall of text.
      sigma.setSetting("labelRenderedSizeThreshold", near.size ? 0 : smallestLabelled);
      sigma.refresh();
    },
    lookAt(node) {
      const place = sigma.getNodeDisplayData(node.id);
      if (place) void camera.animate({ x: place.x, y: place.y, ratio: Math.min(camera.ratio, 0.6) }, { duration: 300 });
    },
    zoom(factor) {
      void camera.animate({ ratio: camera.ratio / factor }, { duration: 150 });
    },
    whole() {
      void camera.animatedReset({ duration: 200 });
    },
    labelled: () => [...sigma.getNodeDisplayedLabels()],
    place(id) {
      const at = graph.hasNode(id) ? sigma.getNodeDisplayData(id) : undefined;
      return at ? sigma.framedGraphToViewport(at) : undefined;
    },
  };
}

// A meeting without a name of its own is called "talks: A, B (2018)": its lines tell who.
const labelOf = (node: Node): string => {
  const kind = String(node.properties.kind ?? "");
  return kind && node.name.startsWith(`${kind}:`) ? [kind, when(node)].filter(Boolean).join(", ") : node.name;
};
const short = (name: string): string => (name.length > 40 ? name.slice(0, 39) + "…" : name);
