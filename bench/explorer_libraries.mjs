#!/usr/bin/env node
// sigma.js and Cytoscape.js drawing the same graph in headless Chromium: why the explorer has the one it has.
//
//   cd export/explorer && npm ci && npm install --no-save cytoscape@3 && cd -
//   kg export graph.kg --format html -o page.html
//   node bench/explorer_libraries.mjs page.html [RUNS]
//
// The graph is the page's own: its nodes and the pairs that a relation joins, at the same places for both (fifty rounds
// of ForceAtlas2). For each library: KiB of minified code, seconds from the start of the script to the first picture,
// and seconds a frame while the picture is moved. Each run is a fresh browser; the least and the most are shown.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const folder = new URL("../export/explorer/", import.meta.url);
const require = createRequire(new URL("package.json", folder));
const { build } = require("esbuild");
const { chromium } = require("playwright-core");
const Graph = require("graphology");
const forceAtlas2 = require("graphology-layout-forceatlas2");

const [page, runs = "3"] = process.argv.slice(2);
if (!page) {
  console.error("usage: explorer_libraries.mjs PAGE.html [RUNS]");
  process.exit(2);
}
const raw = JSON.parse(/<script id="kg-data" type="application\/json">(.*?)<\/script>/s.exec(readFileSync(page, "utf8"))[1]);
const graph = new Graph({ type: "undirected", multi: false });
raw.nodes.forEach((node, i) => graph.addNode(node.id, { x: Math.sqrt(i) * Math.cos(2.4 * i), y: Math.sqrt(i) * Math.sin(2.4 * i) }));
for (const { source, target } of raw.edges) if (source !== target && !graph.hasEdge(source, target)) graph.addEdge(source, target);
forceAtlas2.assign(graph, { iterations: 50, settings: { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: true } });
const data = {
  nodes: graph.mapNodes((id, { x, y }) => ({ id, x, y, label: raw.nodes.find((node) => node.id === id).name.slice(0, 40) })),
  edges: graph.mapEdges((id, _, source, target) => ({ id, source, target })),
};

const libraries = {
  sigma: `
    import Graph from "graphology";
    import Sigma from "sigma";
    const graph = new Graph({ type: "undirected" });
    for (const { id, x, y, label } of data.nodes) graph.addNode(id, { x, y, label, size: 4, color: "#0072b2" });
    for (const { id, source, target } of data.edges) graph.addEdgeWithKey(id, source, target, { size: 1, color: "#aab4bd" });
    const sigma = new Sigma(graph, box);
    done(() => sigma.getCamera().setState({ x: sigma.getCamera().getState().x + 0.005 }));`,
  cytoscape: `
    import cytoscape from "cytoscape";
    const cy = cytoscape({
      container: box, layout: { name: "preset" }, pixelRatio: 1, textureOnViewport: false,
      elements: { nodes: data.nodes.map(({ id, x, y, label }) => ({ data: { id, label }, position: { x, y } })), edges: data.edges.map((edge) => ({ data: edge })) },
      style: [
        { selector: "node", style: { width: 8, height: 8, "background-color": "#0072b2", label: "data(label)", "min-zoomed-font-size": 12 } },
        { selector: "edge", style: { width: 1, "line-color": "#aab4bd", "curve-style": "haystack" } }],
    });
    done(() => cy.panBy({ x: 4, y: 0 }));`,
};

const seconds = (values) => (values.length ? `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}` : "-");
console.log(`${data.nodes.length} nodes, ${data.edges.length} lines`);
for (const [name, script] of Object.entries(libraries)) {
  let code;
  try {
    const made = await build({ stdin: { contents: script, resolveDir: folder.pathname }, bundle: true, minify: true, write: false, format: "esm", logLevel: "silent" });
    code = made.outputFiles[0].text;
  } catch {
    console.log(`${name}: not installed; see the head of this file`);
    continue;
  }
  const first = [], frame = [];
  for (let i = 0; i < Number(runs); ++i) {
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--headless", "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader"] });
    const tab = await browser.newPage({ viewport: { width: 1300, height: 900 } });
    await tab.setContent('<div id="box" style="position:absolute;inset:0"></div>');
    // Twice the next frame: the first one is drawn then.
    const times = await tab.evaluate(async ([text, graphData]) => {
      const next = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));
      Object.assign(window, { data: graphData, box: document.getElementById("box") });
      const started = performance.now();
      const move = await new Promise((resolve) => {
        window.done = resolve;
        const element = document.createElement("script");
        element.type = "module";
        element.textContent = text;
        document.body.append(element);
      });
      await next();
      await next();
      const shown = performance.now();
      for (let step = 0; step < 10; ++step) {
        move();
        await next();
      }
      return [(shown - started) / 1000, (performance.now() - shown) / 10000];
    }, [code, data]);
    first.push(times[0]);
    frame.push(times[1]);
    await browser.close();
  }
  console.log(`${name.padEnd(10)} ${String(Math.round(code.length / 1024)).padStart(4)} KiB   first picture ${seconds(first)} s   a frame ${seconds(frame)} s`);
}
