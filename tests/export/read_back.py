#!/usr/bin/env python3
"""Read exported files back with programs that are not ours, and compare with the JSON export.

    read_back.py DIR SHARED

DIR holds <graph>.json and <graph>.<format> for each graph; SHARED is the folder with the GEXF
schema (that check is left out where it is missing). Prints what differs; exit status 1 if anything does.
"""
import csv
import json
import pathlib
import re
import subprocess
import sys
import warnings

sys.path.append("/usr/lib/python3/dist-packages")
import networkx  # noqa: E402

problems = []


def check(what, got, want):
    if got != want:
        problems.append(f"{what}: got {str(got)[:300]!r}, want {str(want)[:300]!r}")


def run(what, command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        problems.append(f"{what}: {' '.join(map(str, command))}: {done.stderr[:500]}")
    return done.stdout


def xml_text(text):
    """What XML 1.0 can hold: forbidden characters are U+FFFD."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


def csv_text(text):
    return text.replace("\0", "\ufffd")


class Truth:
    def __init__(self, path):
        self.data = json.loads(path.read_text(encoding="utf-8"))
        self.nodes = {n["id"]: n for n in self.data["nodes"]}
        self.edges = {e["id"]: e for e in self.data["edges"]}


def read_gexf(path, truth, shared):
    schema = shared / "formats/gexf-1.3/gexf.xsd"
    if schema.exists():
        run("gexf", ["xmllint", "--noout", "--nonet", "--huge", "--schema", schema, path])
    # NetworkX 2.8 knows GEXF up to 1.2: the elements are the same, the namespace is not.
    old = path.with_suffix(".gexf12")
    old.write_text(path.read_text(encoding="utf-8").replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft"), encoding="utf-8")
    graph = networkx.read_gexf(old)
    check("gexf nodes", graph.number_of_nodes(), len(truth.nodes))
    check("gexf edges", graph.number_of_edges(), len(truth.edges))
    for i, node in truth.nodes.items():
        check("gexf label", graph.nodes[i]["label"], xml_text(node["name"]))
        check("gexf labels", json.loads(graph.nodes[i]["labels"]), node["labels"])
        for key, value in node["properties"].items():
            if isinstance(value, str):
                check(f"gexf {key}", graph.nodes[i][key], xml_text(value))
    for source, target, data in graph.edges(data=True):
        edge = truth.edges[data["id"]]
        check("gexf ends", (source, target), (edge["source"], edge["target"]))
        check("gexf type", data["label"], edge["type"])
        for key, value in edge["properties"].items():
            got = json.loads(data[key]) if isinstance(value, list) else data[key]
            check(f"gexf {key}", got, xml_text(value) if isinstance(value, str) else value)
        if edge["evidence"]:
            check("gexf sentence", data["sentence"], xml_text(edge["evidence"][0]["text"]))


def read_graphml(path, truth, shared):
    run("graphml", ["xmllint", "--noout", "--nonet", "--huge", path])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        graph = networkx.read_graphml(path, force_multigraph=True)
    check("graphml nodes", graph.number_of_nodes(), len(truth.nodes))
    check("graphml edges", graph.number_of_edges(), len(truth.edges))
    for i, node in truth.nodes.items():
        check("graphml name", graph.nodes[i].get("name", ""), xml_text(node["name"]))
        check("graphml labels", graph.nodes[i]["labels"], ":".join(node["labels"]))
        check("graphml yEd label", bool(graph.nodes[i].get("label")), bool(node["name"].strip()))
    for source, target, key, data in graph.edges(keys=True, data=True):
        edge = truth.edges[key]
        check("graphml ends", (source, target), (edge["source"], edge["target"]))
        check("graphml type", data["interaction"], edge["type"])
        for name, value in edge["properties"].items():
            if isinstance(value, (str, int, float)) and value != "":
                check(f"graphml {name}", data[name], xml_text(value) if isinstance(value, str) else value)
    import igraph
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        other = igraph.Graph.Read_GraphML(str(path))
    check("igraph nodes", other.vcount(), len(truth.nodes))
    check("igraph edges", other.ecount(), len(truth.edges))
    check("igraph names", other.vs["name"], [xml_text(n["name"]) for n in truth.nodes.values()])


def rows_of(path):
    csv.field_size_limit(10**9)
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def read_csv(path, truth, shared):
    edges, nodes = rows_of(path), rows_of(path.with_suffix(".nodes.csv"))
    check("csv edges", [r["id"] for r in edges], list(truth.edges))
    check("csv nodes", [r["id"] for r in nodes], list(truth.nodes))
    for row in nodes:
        node = truth.nodes[row["id"]]
        check("csv name", row["name"], csv_text(node["name"]))
        check("csv labels", row["labels"], ":".join(node["labels"]))
        check("csv aliases", row["aliases"], csv_text("; ".join(node["aliases"])))
    for row in edges:
        edge = truth.edges[row["id"]]
        check("csv type", row["type"], edge["type"])
        check("csv source", row["source_name"], csv_text(truth.nodes[edge["source"]]["name"]))
        check("csv target", row["target_name"], csv_text(truth.nodes[edge["target"]]["name"]))
        if edge["evidence"]:
            check("csv sentence", row["sentence"], edge["evidence"][0]["text"])
            check("csv documents", edge["evidence"][0]["doc"] in row["documents"], True)
        for key, value in edge["properties"].items():
            if isinstance(value, str):
                check(f"csv {key}", row[key], csv_text(value))


def read_dot(path, truth, shared):
    svg = run("dot", ["dot", "-Tsvg", path])
    check("dot nodes", len(re.findall(r'<g id="[^"]*" class="node', svg)), len(truth.nodes))
    check("dot edges", len(re.findall(r'<g id="[^"]*" class="edge', svg)), len(truth.edges))


def main():
    folder, shared = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    readers = {name[5:]: function for name, function in globals().items() if name.startswith("read_")}
    read = 0
    for path in sorted(folder.glob("*.json")):
        truth = Truth(path)
        for suffix, reader in readers.items():
            file = path.with_suffix("." + suffix)
            if file.exists():
                before = len(problems)
                reader(file, truth, shared)
                read += 1
                problems[before:] = [f"{path.stem}: {p}" for p in problems[before:]]
    print("\n".join(problems[:40]))
    if read == 0:
        sys.exit(f"nothing to read in {folder}")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
