#!/usr/bin/env python3
"""Run the Cypher scripts of `--format neo4j` in `kg shell` and compare the graph with the JSON export.

    run_script.py KG EXPORT_TESTS DIR         the sample graphs of the export tests, written into DIR
    run_script.py KG SCRIPT.cypher GRAPH.json

Statements about indexes are left out: they are Neo4j's, not openCypher's. Prints what differs; exit status 1 if anything does.
"""
import collections
import json
import os
import pathlib
import subprocess
import sys


def statements(script):
    """Each ends in ';' at the end of a line: strings have no line ends of their own."""
    lines = [line for line in script.split("\n") if not line.startswith(("//", "CREATE INDEX", "DROP INDEX"))]
    return [text for text in "\n".join(lines).split(";\n") if text.strip()]


def ask(shell, query):
    shell.stdin.write(json.dumps({"query": query}) + "\n")
    shell.stdin.flush()
    answer = json.loads(shell.stdout.readline())
    if "error" in answer:
        sys.exit(f"{query[:200]}: {answer['error']}")
    return answer["rows"]


def as_exported(labels, properties):
    """A node as the JSON export has it: name and aliases apart, the name taken from what there is."""
    rest = {key: value for key, value in properties.items() if key not in ("name", "aliases")}
    name = next((properties[key] for key in ("name", "title", "text", "uri") if properties.get(key)), "")
    return [sorted(labels), rest, name, properties.get("aliases", [])]


def compare(kg, script, truth):
    """Problems of one graph: nodes and edges as bags, for the script gives them no ids to keep."""
    names = {node["id"]: [sorted(node["labels"]), node["properties"], "" if node["name"] == node["id"] else node["name"], node["aliases"]]
             for node in truth["nodes"]}
    key = lambda value: json.dumps(value, sort_keys=True)
    want_nodes = collections.Counter(key(node) for node in names.values())
    want_edges = collections.Counter(key([names[e["source"]], e["type"], e["properties"], names[e["target"]]]) for e in truth["edges"])
    with subprocess.Popen([kg, "shell", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as shell:
        for statement in statements(script):
            ask(shell, statement)
        rows = ask(shell, "MATCH (n) RETURN labels(n), properties(n)")
        nodes = collections.Counter(key(as_exported(labels, properties)) for labels, properties in rows)
        rows = ask(shell, "MATCH (a)-[r]->(b) RETURN labels(a), properties(a), type(r), properties(r), labels(b), properties(b)")
        edges = collections.Counter(key([as_exported(la, pa), t, pr, as_exported(lb, pb)]) for la, pa, t, pr, lb, pb in rows)
        shell.stdin.close()
    problems = []
    for what, got, want in (("nodes", nodes, want_nodes), ("edges", edges, want_edges)):
        if got != want:
            problems.append(f"{what}: {sum(got.values())} instead of {sum(want.values())}; missing {list((want - got))[:2]}, too many {list((got - want))[:2]}")
    return sum(nodes.values()), sum(edges.values()), problems


def main():
    kg = sys.argv[1]
    if sys.argv[2].endswith(".cypher"):
        pairs = [(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))]
    else:
        folder = pathlib.Path(sys.argv[3])
        subprocess.run([sys.argv[2], "--gtest_filter=Formats.WritesSampleFiles"], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "KG_SAMPLES": str(folder)})
        pairs = [(folder / f"{name}.neo4j", folder / f"{name}.json") for name in ("summit", "hostile")]
    failed = False
    for script, truth in pairs:
        nodes, edges, problems = compare(kg, script.read_text(encoding="utf-8"), json.loads(truth.read_text(encoding="utf-8").replace("\\u0000", "\ufffd").replace("\ufffe", "\ufffd")))
        print(f"{script.name}: {nodes} nodes, {edges} edges", *problems, sep="\n")
        failed |= bool(problems)
    sys.exit(failed)


if __name__ == "__main__":
    main()
