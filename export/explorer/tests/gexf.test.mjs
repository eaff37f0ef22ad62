// Our GEXF in the parser of graphology, the library that Gephi Lite and the explorer stand on.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import graphology from "graphology";
import gexf from "graphology-gexf/node/index.js";

const samples = process.env.KG_SAMPLES;

for (const name of ["summit", "hostile"]) {
  test(`graphology reads ${name}.gexf`, { skip: !samples && "$KG_SAMPLES names no files that kg wrote" }, () => {
    const truth = JSON.parse(readFileSync(`${samples}/${name}.json`, "utf8"));
    const graph = gexf.parse(graphology.MultiDirectedGraph, readFileSync(`${samples}/${name}.gexf`, "utf8"));
    assert.equal(graph.order, truth.nodes.length);
    assert.equal(graph.size, truth.edges.length);
    const xml = (text) => text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd");
    for (const node of truth.nodes) {
      assert.equal(graph.getNodeAttribute(node.id, "label"), xml(node.name));
      assert.match(graph.getNodeAttribute(node.id, "color"), /^rgb\(|^#/);
    }
    for (const edge of truth.edges) {
      assert.deepEqual(graph.extremities(edge.id), [edge.source, edge.target]);
      assert.equal(graph.getEdgeAttribute(edge.id, "label"), edge.type);
      assert.ok(graph.getEdgeAttribute(edge.id, "weight") >= 1);
    }
  });
}
