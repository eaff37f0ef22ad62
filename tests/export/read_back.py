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
    # Gephi keeps one edge of a kind between two nodes.
    kinds, raw_kinds = [], dict(re.findall(r'<edge id="(\w+)"[^>]* kind="([^"]*)"', path.read_text(encoding="utf-8")))
    for source, target, data in graph.edges(data=True):
        edge = truth.edges[data["id"]]
        check("gexf ends", (source, target), (edge["source"], edge["target"]))
        check("gexf type", data["label"], edge["type"])
        kinds.append((source, target, raw_kinds[data["id"]]))
        check("gexf kind", raw_kinds[data["id"]].split(" #")[0], edge["type"])
        for key, value in edge["properties"].items():
            got = json.loads(data[key]) if isinstance(value, list) else data[key]
            check(f"gexf {key}", got, xml_text(value) if isinstance(value, str) else value)
        if edge["evidence"]:
            check("gexf sentence", data["sentence"], xml_text(edge["evidence"][0]["text"]))
    check("gexf edges of a kind", len(set(kinds)), len(kinds))


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


def diagram_text(text, most):
    """A name as pictures and DOT have it: no control characters, cut after `most` characters."""
    out, count = "", 0
    for i, c in enumerate(text):
        if i == most:
            return out.rstrip(" ") + "…"
        code = ord(c)
        if code < 0x20 or 0x7F <= code < 0xA0 or code in (0x2028, 0x2029):
            out += "" if out.endswith(" ") or not out else " "
        else:
            out += "\ufffd" if code & 0xFFFE == 0xFFFE else c
    return out


def read_dot(path, truth, shared):
    drawn = json.loads(run("dot", ["dot", "-Tjson0", path]))
    labels = [item["label"] for item in drawn.get("objects", [])]
    wanted = [diagram_text(node["name"], 200).replace("\\", "\\\\").replace("&", "&amp;") for node in truth.nodes.values()]
    check("dot labels", labels, wanted)
    ends = [(item["name"], [one["label"] for one in drawn["edges"] if one["tail"] == item["_gvid"]]) for item in drawn.get("objects", [])]
    for name, types in ends:
        own = [e["type"] for e in truth.edges.values() if e["source"] == name]
        check("dot edges of a node", sorted(label.split(",")[0] for label in types), sorted(own))
    svg = run("dot", ["dot", "-Tsvg", path])
    check("dot nodes", len(re.findall(r'<g id="[^"]*" class="node', svg)), len(truth.nodes))
    check("dot edges", len(re.findall(r'<g id="[^"]*" class="edge', svg)), len(truth.edges))


def read_neo4j(path, truth, shared):
    nodes, edges = rows_of(path.with_suffix(".neo4j-nodes.csv")), rows_of(path.with_suffix(".neo4j-relationships.csv"))
    check("neo4j nodes", [r["id:ID"] for r in nodes], list(truth.nodes))
    check("neo4j edges", [r["kg_id"] for r in edges], list(truth.edges))
    one_line = lambda text: csv_text(text).replace("\n", " ").replace("\r", " ")
    for row in nodes:
        check("neo4j name", row["name"], one_line(truth.nodes[row["id:ID"]]["name"]))
        check("neo4j labels", row[":LABEL"], ";".join(truth.nodes[row["id:ID"]]["labels"]))
    for row in edges:
        edge = truth.edges[row["kg_id"]]
        check("neo4j edge", (row[":START_ID"], row[":END_ID"], row[":TYPE"]), (edge["source"], edge["target"], edge["type"]))
    for file in (path.with_suffix(".neo4j-nodes.csv"), path.with_suffix(".neo4j-relationships.csv")):
        check("neo4j lines", file.read_bytes().count(b"\n"), len(rows_of(file)) + 1)
    script = path.read_text(encoding="utf-8")
    check("neo4j script nodes", len(re.findall(r'^\{id: "n', script, re.M)), len(truth.nodes))
    check("neo4j script edges", len(re.findall(r'^\{a: "n', script, re.M)), len(truth.edges))


def literal(triple):
    """The text of a triple's object: the escapes of N-Triples are those of JSON, and \\U with eight digits."""
    quoted = re.search(r'> ("(?:[^"\\]|\\.)*")', triple).group(1)
    return json.loads(re.sub(r"\\U([0-9A-F]{8})", lambda m: chr(int(m[1], 16)), quoted), strict=False)


def read_ntriples(path, truth, shared):
    canonical = run("ntriples", ["rapper", "-q", "-i", "ntriples", "-o", "ntriples", path])
    triples = {line for line in canonical.splitlines() if line}
    own = [line for line in path.read_text(encoding="utf-8").split("\n") if line]
    check("ntriples count", len(triples), len(set(own)))
    relations = [t for t in triples if t.endswith("<urn:kg:vocabulary:Relation> .")]
    check("ntriples relations", len(relations), len(truth.edges))
    names = sorted(literal(t) for t in triples if re.match(r"<\S+:n\d+> <https://schema.org/name> ", t))
    check("ntriples names", names, sorted(n["name"].replace("\0", "\ufffd").replace("\ufffe", "\ufffd") if n["name"] != i else "" for i, n in truth.nodes.items() if "Document" not in n["labels"] and "Statement" not in n["labels"]))
    exact = [t for t in triples if "oa#exact>" in t]
    check("ntriples quotes", len(exact), sum(len(x["evidence"]) for x in [*truth.nodes.values(), *truth.edges.values()]))
    # The same statements in JSON-LD.
    linked = json.loads(path.with_suffix(".jsonld").read_text(encoding="utf-8"))
    statements = sum(len(values) for item in linked["@graph"] for key, values in item.items() if key != "@id")
    check("jsonld statements", statements, len(own))
    by_id = {item["@id"]: item for item in linked["@graph"]}
    for i, node in truth.nodes.items():
        name = node["properties"].get("name", node["name"])
        check("jsonld name", by_id["kg:" + i].get("schema:name", [name])[0] or i, name)
    denied = {"kg:" + i for i, n in truth.nodes.items() if n["properties"].get("status") in ("denied", "planned", "cancelled")}
    for item in linked["@graph"]:
        for target in item.get("kgv:PARTICIPATED_IN", []):
            check("a plain triple of what is not so", target["@id"] in denied, False)
    terms = set(re.findall(r"kgv:([A-Za-z_0-9]+)", path.with_suffix(".jsonld").read_text(encoding="utf-8")))
    known = set(re.findall(r"^kgv:(\w+)", (pathlib.Path(__file__).parents[2] / "docs/vocabulary.ttl").read_text(encoding="utf-8"), re.M))
    if path.stem != "hostile":
        check("terms that docs/vocabulary.ttl does not have", sorted(terms - known), [])


def read_ftm(path, truth, shared):
    entities = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line:
            entity = json.loads(line)
            check("ftm id twice", entity["id"] in entities, False)
            entities[entity["id"]] = entity
    # What followthemoney 3.5.9 has of them: (properties that we use, those it requires). Its own library reads the file
    # where it is installed; Debian has none.
    thing, link = {"summary", "startDate", "endDate"}, {"role", "status", "startDate", "endDate", "summary", "sourceUrl", "recordId"}
    model = {
        "Person": ({"name", "alias", "country"}, {"name"}), "Organization": ({"name", "alias", "country"}, {"name"}),
        "Company": ({"name", "alias", "country"}, {"name"}), "PublicBody": ({"name", "alias", "country"}, {"name"}),
        "Address": ({"full", "country"}, set()), "Article": ({"title", "publishedAt", "sourceUrl"}, set()),
        "Event": (thing | {"name", "involved", "location", "keywords", "proof"}, {"name"}),
        "Membership": (link | {"member", "organization"}, {"member", "organization"}),
        "UnknownLink": (link | {"subject", "object"}, {"subject", "object"}),
        "Mention": ({"document", "resolved", "name"}, {"document", "name"}),
    }
    check("ftm schemata", {e["schema"] for e in entities.values()} - set(model), set())
    for entity in entities.values():
        properties, required = model[entity["schema"]]
        check(f"ftm properties of {entity['schema']}", set(entity["properties"]) - properties, set())
        check(f"ftm requires of {entity['schema']}", required - set(entity["properties"]), set())
        check("ftm country", [c for c in entity["properties"].get("country", []) if not re.fullmatch("[a-z]{2}|csxx|suhh|yucs", c)], [])
    try:
        import followthemoney
        for entity in entities.values():
            followthemoney.model.get(entity["schema"]).validate(entity)
    except ImportError:
        pass
    people = sorted(e["properties"]["name"][0] for e in entities.values() if e["schema"] == "Person")
    check("ftm names", people, sorted(n["name"] for n in truth.nodes.values() if n["labels"][0] == "Person"))
    for schema, labels in (("Person", {"Person"}), ("Event", {"Meeting", "Statement"}), ("Address", {"Place"})):
        want = [n for n in truth.nodes.values() if n["labels"][0] in labels]
        check(f"ftm {schema}", sum(e["schema"] == schema for e in entities.values()), len(want))
    for entity in entities.values():
        for key, values in entity["properties"].items():
            check(f"ftm {key}", all(isinstance(v, str) and v for v in values) and bool(values), True)
            if key in ("member", "organization", "subject", "object", "document", "resolved", "involved", "proof"):
                kinds = {entities[v]["schema"] for v in values if v in entities}
                if key in ("proof", "document"):
                    check(f"ftm {key} is an article", kinds, {"Article"})
                check(f"ftm {key} points to", set(values) - set(entities), set())


def read_plover(path, truth, shared):
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    rows = rows_of(path.with_suffix(".plover.csv"))
    check("plover rows", len(rows), len(lines))
    # Pairs of those who met, and edges of the sixteen types, but for what is denied or only thought of.
    event_types = set("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split())
    quads = {t: str(1 + (i > 3) + (i > 6) + (i > 10)) for i, t in enumerate("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split())}
    so = lambda item: item["properties"].get("status") not in ("denied", "hypothetical") and item["properties"].get("polarity") != "negative"
    events = [e for e in truth.edges.values() if e["type"] in event_types and so(e)]
    meetings = {i: set() for i, n in truth.nodes.items() if n["labels"][0] == "Meeting" and so(n)}
    for edge in truth.edges.values():
        if edge["type"] == "PARTICIPATED_IN" and edge["target"] in meetings:
            meetings[edge["target"]].add(edge["source"])
    pairs = sum(len(who) * (len(who) - 1) // 2 for who in meetings.values())
    check("plover events", len(lines), len(events) + pairs)
    by_id = {line["event_id"]: line for line in lines}
    for edge in events:
        line = by_id[edge["id"]]
        check("plover source", line["source_name"], truth.nodes[edge["source"]]["name"])
        if "Actor" in truth.nodes[edge["target"]]["labels"]:
            check("plover recipient", line["recipient_name"], truth.nodes[edge["target"]]["name"])
        if edge["properties"].get("status", "asserted") == "asserted":
            check("plover type", line["event_type"], edge["type"])
    for line, row in zip(lines, rows):
        check("plover quad", line["quad_code"], quads[line["event_type"]])
        check("plover columns", list(line), list(row))
        check("plover code", type(line["quad_code"]), str)
        check("plover status", line["status"] in ("denied", "hypothetical"), False)
        check("plover planned", line["status"] == "planned" and line["event_type"] == "CONSULT", False)
        for key, value in line.items():
            if isinstance(value, str):
                check(f"plover {key}", row[key], csv_text(value))


def read_html(path, truth, shared):
    data = re.findall(r'<script id="kg-data" type="application/json">(.*?)</script>', path.read_text(encoding="utf-8"), re.S)
    check("html data", len(data), 1)
    page = json.loads(data[0])
    check("html names", {n["id"]: n["name"] for n in page["nodes"]}, {i: n["name"] for i, n in truth.nodes.items() if "Document" not in n["labels"]})
    edges = {i: e for i, e in truth.edges.items() if e["type"] != "MENTIONS"}
    check("html edges", {e["id"]: [e["source"], e["type"], e["target"]] for e in page["edges"]}, {i: [e["source"], e["type"], e["target"]] for i, e in edges.items()})
    for edge in page["edges"]:
        quotes = ["".join(page["quotes"][q][1:]) for q in edge["quotes"]]
        check("html sentences", quotes, [x["text"] for x in truth.edges[edge["id"]]["evidence"]][:10])


def main():
    folder, shared = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    readers = {name[5:]: function for name, function in globals().items() if name.startswith("read_")}
    read = 0
    # json is the truth, jsonld is read beside ntriples, the rest of these are second files.
    formats = {file.suffix[1:] for file in folder.iterdir()} - {"json", "jsonld", "csv", "gexf12"} | {"csv"}
    check("formats without a reader here", sorted(formats - set(readers)), [])
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
