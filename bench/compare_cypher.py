#!/usr/bin/env python3
"""Times Cypher queries of kg against SQLite and Ladybug on the same data: whole processes, warm page cache.

    make_graph 1000000 10000000 big.kg
    compare_cypher.py KG big.kg [--work DIR] [--runs 5]

SQLite comes with Python; Ladybug (the successor of Kùzu) is the package `ladybug` of PyPI, or `kuzu`; without
either its columns are left out. The other databases are made from the graph in DIR (default: beside the graph)
if they are not there: in SQLite edges with a covering index for each direction and nodes with an index on the
name; in Ladybug a table of nodes with the id as key and a table of relationships for each type.

Printed is a Markdown table: wall and processor time in milliseconds, the best of the runs (processor time says
more on a busy machine). A process of Ladybug spends most of its time starting; so its queries stand there a
second time, timed inside a warm process. "differs" behind a row: not all gave the same answer.
"""

import argparse
import csv
import os
import pathlib
import resource
import subprocess
import sys
import time

SQL_CLIENT = "import sqlite3, sys\nfor row in sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True).execute(sys.argv[2]): print(*row, sep=',')"
LADYBUG_CLIENT = """import sys, time
try: import ladybug as db
except ImportError: import kuzu as db
connection = db.Connection(db.Database(sys.argv[1], read_only=True))
best = 1e9
for _ in range(int(sys.argv[3])):
    start = time.monotonic()
    result = connection.execute(sys.argv[2])
    rows = []
    while result.has_next(): rows.append(result.get_next())
    best = min(best, time.monotonic() - start)
for row in rows: print(*row, sep=',')
print(best * 1e3, file=sys.stderr)
"""


def measured(command: list[str], runs: int) -> tuple[float, float, str, str]:
    """Best wall and processor time in milliseconds, and what was printed on both streams."""
    best = (float("inf"), float("inf"))
    output = errors = ""
    for _ in range(runs):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        wall = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if run.returncode != 0:
            sys.exit(f"{command}: {run.stderr}")
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = (min(best[0], wall * 1e3), min(best[1], cpu * 1e3))
        output, errors = run.stdout, run.stderr
    return *best, output, errors


def cypher(kg: str, graph: str, query: str) -> list[str]:
    return [kg, "query", "-g", graph, "--format", "csv", query]


def asked(kg: str, graph: str, query: str) -> list[str]:
    """The rows of one query, without the header."""
    return measured(cypher(kg, graph, query), 1)[2].splitlines()[1:]


def export(kg: str, graph: str, folder: pathlib.Path) -> list[str]:
    """nodes.csv and one edges_TYPE.csv for each type; gives the types."""
    types = sorted(asked(kg, graph, "CALL db.relationshipTypes() YIELD relationshipType AS t RETURN t"))
    if not (folder / "nodes.csv").exists():
        folder.mkdir(parents=True, exist_ok=True)
        files = {t: open(folder / f"edges_{t}.csv", "w", encoding="utf-8") for t in types}
        count = int(asked(kg, graph, "MATCH (n) RETURN count(*) AS n")[0])
        # In parts: a row of an answer takes more memory than an edge.
        for start in range(0, count, 100_000):
            part = cypher(kg, graph, f"MATCH (a)-[r]->(b) WHERE {start} <= id(a) < {start + 100_000} RETURN id(a) AS a, id(b) AS b, id(r) AS r, type(r) AS t")
            with subprocess.Popen(part, stdout=subprocess.PIPE, text=True) as process:
                next(process.stdout)
                for line in process.stdout:
                    ends, _, kind = line.rstrip("\n").rpartition(",")
                    files[kind].write(ends + "\n")
        for file in files.values():
            file.close()
        with open(folder / "nodes.csv", "w", encoding="utf-8") as nodes:
            nodes.write(measured(cypher(kg, graph, "MATCH (n) RETURN id(n) AS id, coalesce(n.name, '') AS name"), 1)[2].partition("\n")[2])
    return types


def make_sqlite(folder: pathlib.Path, types: list[str], path: pathlib.Path) -> None:
    import sqlite3

    database = sqlite3.connect(path)
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE node (id INTEGER PRIMARY KEY, name TEXT);"
                           "CREATE TABLE edge (id INTEGER PRIMARY KEY, source INTEGER, type TEXT, target INTEGER);")
    with open(folder / "nodes.csv", encoding="utf-8", newline="") as nodes:
        database.executemany("INSERT INTO node VALUES (?, ?)", csv.reader(nodes))
    for kind in types:
        with open(folder / f"edges_{kind}.csv", encoding="utf-8") as edges:
            database.executemany("INSERT INTO edge VALUES (?3, ?1, ?4, ?2)", ((*map(int, line.split(",")), kind) for line in edges))
    database.executescript("CREATE INDEX node_name ON node (name); CREATE INDEX edge_out ON edge (source, type, target);"
                           "CREATE INDEX edge_in ON edge (target, type, source); ANALYZE;")
    database.commit()
    database.close()


def ladybug():
    for name in ("ladybug", "kuzu"):
        try:
            return __import__(name)
        except ImportError:
            continue
    return None


def make_ladybug(folder: pathlib.Path, types: list[str], path: pathlib.Path) -> None:
    module = ladybug()
    connection = module.Connection(module.Database(os.fspath(path)))
    connection.execute("CREATE NODE TABLE Node(id INT64, name STRING, PRIMARY KEY(id))")
    connection.execute(f"COPY Node FROM '{folder / 'nodes.csv'}' (HEADER=false, PARALLEL=false)")
    for kind in types:
        connection.execute(f"CREATE REL TABLE {kind}(FROM Node TO Node, rid INT64)")
        connection.execute(f"COPY {kind} FROM '{folder / f'edges_{kind}.csv'}' (HEADER=false)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kg")
    parser.add_argument("graph")
    parser.add_argument("--work", type=pathlib.Path, help="folder for the other databases")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--degree", type=int, default=20, help="relationships of the node that queries start from")
    options = parser.parse_args()
    folder = options.work or pathlib.Path(options.graph).with_suffix(".compared")
    types = export(options.kg, options.graph, folder)
    sqlite_file, ladybug_file = folder / "graph.sqlite", folder / "graph.ladybug"
    for path, make in ((sqlite_file, make_sqlite), (ladybug_file, make_ladybug)):
        if path.exists() or (make is make_ladybug and ladybug() is None):
            continue
        start = time.monotonic()
        make(folder, types, path)
        print(f"made {path.name} in {time.monotonic() - start:.0f} s", file=sys.stderr)

    pick = f"MATCH (a:Actor)-[r]-() WITH a, count(r) AS d WHERE d = {options.degree} RETURN a.name AS name, id(a) AS id"
    chosen = list(csv.reader(asked(options.kg, options.graph, pick + " LIMIT 11")))
    (name, node), (other, goal) = chosen[0], chosen[-1]
    hub, hub_id = next(csv.reader(asked(options.kg, options.graph, "MATCH (a:Person)-[r:PARTICIPATED_IN]->() WITH a, count(r) AS d ORDER BY d DESC LIMIT 1 RETURN a.name AS name, id(a) AS id")))
    print(f"From '{name}' (node {node}, {options.degree} relationships) to '{other}' (node {goal}); who met '{hub}', the busiest person.\n")
    met_sql = ("SELECT DISTINCT b.name FROM node a JOIN edge e ON e.source = a.id AND e.type = 'PARTICIPATED_IN' "
               "JOIN edge f ON f.target = e.target AND f.type = 'PARTICIPATED_IN' AND f.source <> a.id JOIN node b ON b.id = f.source "
               f"WHERE a.id = {hub_id} ORDER BY 1")
    cases = [
        ("nothing", "RETURN 1 AS x", "SELECT 1", "RETURN 1"),
        ("one hop", f"MATCH (a {{name: '{name}'}})-[r]->(b) RETURN b.name AS name ORDER BY name",
         f"SELECT b.name FROM node a JOIN edge e ON e.source = a.id JOIN node b ON b.id = e.target WHERE a.name = '{name}' ORDER BY 1",
         f"MATCH (a:Node {{id: {node}}})-[r]->(b:Node) RETURN b.name AS name ORDER BY name"),
        ("two hops, counted", f"MATCH (a {{name: '{name}'}})-[]->()-[]->() RETURN count(*) AS n",
         f"SELECT count(*) FROM node a JOIN edge e ON e.source = a.id JOIN edge f ON f.source = e.target AND f.id <> e.id WHERE a.name = '{name}'",
         f"MATCH (a:Node {{id: {node}}})-[r]->(:Node)-[s]->(:Node) RETURN count(*) AS n"),
        ("who met NAME (Cypher)", f"MATCH (a:Person {{name: '{hub}'}})-[:PARTICIPATED_IN]->()<-[:PARTICIPATED_IN]-(b) WHERE b <> a RETURN DISTINCT b.name AS name ORDER BY name", met_sql,
         f"MATCH (a:Node {{id: {hub_id}}})-[:PARTICIPATED_IN]->(:Node)<-[:PARTICIPATED_IN]-(b:Node) WHERE b.id <> a.id RETURN DISTINCT b.name AS name ORDER BY name"),
        ("top 10 by degree", "MATCH (a)-[r]->() WITH a, count(r) AS d ORDER BY d DESC, id(a) LIMIT 10 RETURN id(a) AS id, d",
         "SELECT source, count(*) AS d FROM edge GROUP BY source ORDER BY d DESC, source LIMIT 10",
         "MATCH (a:Node)-[r]->(:Node) RETURN a.id AS id, count(*) AS d ORDER BY d DESC, id LIMIT 10"),
        ("three-way join", f"MATCH (a {{name: '{name}'}})-[:PARTICIPATED_IN]->(m)<-[:PARTICIPATED_IN]-(b)-[:AGREE]->(c) RETURN count(*) AS n",
         "SELECT count(*) FROM node a JOIN edge e ON e.source = a.id AND e.type = 'PARTICIPATED_IN' "
         "JOIN edge f ON f.target = e.target AND f.type = 'PARTICIPATED_IN' AND f.id <> e.id "
         f"JOIN edge g ON g.source = f.source AND g.type = 'AGREE' WHERE a.name = '{name}'",
         f"MATCH (a:Node {{id: {node}}})-[:PARTICIPATED_IN]->(:Node)<-[:PARTICIPATED_IN]-(b:Node)-[:AGREE]->(c:Node) WHERE b.id <> a.id RETURN count(*) AS n"),
        ("shortest path", f"MATCH p = shortestPath((a {{name: '{name}'}})-[*..6]-(b {{name: '{other}'}})) RETURN length(p) AS n",
         "WITH RECURSIVE reach(n, d) AS (SELECT " + node + ", 0 UNION SELECT CASE WHEN e.source = reach.n THEN e.target ELSE e.source END, d + 1 "
         f"FROM reach JOIN edge e ON e.source = reach.n OR e.target = reach.n WHERE d < 3) SELECT min(d) FROM reach WHERE n = {goal}",
         f"MATCH p = (a:Node {{id: {node}}})-[* SHORTEST 1..6]-(b:Node {{id: {goal}}}) RETURN length(p) AS n"),
    ]
    peer = ladybug() is not None
    print("| best of " + str(options.runs) + ", ms | kg wall | cpu | SQLite wall | cpu |" + (" Ladybug wall | cpu | query alone |" if peer else "") + " |")
    print("|---|" + "---:|" * (7 if peer else 4) + "---|")
    for what, ours, sql, theirs in cases:
        wall, cpu, answer, _ = measured(cypher(options.kg, options.graph, ours), options.runs)
        rows = sorted(",".join(row) for row in csv.reader(answer.splitlines()[1:]))
        slow = what == "shortest path"
        sql_wall, sql_cpu, sql_answer, _ = measured([sys.executable, "-S", "-c", SQL_CLIENT, os.fspath(sqlite_file), sql], 1 if slow else options.runs)
        line = f"| {what} | {wall:.1f} | {cpu:.1f} | {sql_wall:.1f} | {sql_cpu:.1f} |"
        same = rows == sorted(sql_answer.splitlines())
        if peer:
            client = [sys.executable, "-c", LADYBUG_CLIENT, os.fspath(ladybug_file), theirs]
            peer_wall, peer_cpu, peer_answer, _ = measured([*client, "1"], options.runs)
            alone = float(measured([*client, str(options.runs + 1)], 1)[3].split()[-1])
            line += f" {peer_wall:.1f} | {peer_cpu:.1f} | {alone:.1f} |"
            same &= rows == sorted(peer_answer.splitlines())
        print(line + ("  |" if same else " differs |"), flush=True)
    for who in (asked(options.kg, options.graph, "MATCH (a:Person)-[r:PARTICIPATED_IN]->() WITH a, count(r) AS d WHERE d = 10 RETURN a.name AS name LIMIT 1")[0], hub):
        wall, cpu, _, _ = measured([options.kg, "query", "-g", options.graph, f"who met {who}"], options.runs)
        print(f"| `kg query \"who met {who}\"` | {wall:.1f} | {cpu:.1f} | | |" + (" | | |" if peer else "") + " |")


if __name__ == "__main__":
    main()
