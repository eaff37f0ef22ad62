#!/usr/bin/env python3
"""Times Cypher queries of kg against SQL on the same data in SQLite, whole processes, warm page cache.

    make_graph 1000000 10000000 big.kg
    compare_cypher.py KG big.kg [--sqlite big.sqlite] [--runs 5]

The SQLite file is made from the graph if it is not there: edges with a covering index for each
direction, nodes with an index on the name. Printed is the best of the runs: wall and processor time
(the latter also on a busy machine), and whether both gave the same answer.
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


def measured(command: list[str], runs: int) -> tuple[float, float, str]:
    """Best wall and processor time in milliseconds, and what was printed."""
    best = (float("inf"), float("inf"))
    output = ""
    for _ in range(runs):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        wall = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if run.returncode != 0:
            sys.exit(f"{command}: {run.stderr}")
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = (min(best[0], wall * 1e3), min(best[1], cpu * 1e3))
        output = run.stdout
    return *best, output


def cypher(kg: str, graph: str, query: str) -> list[str]:
    return [kg, "query", "-g", graph, "--format", "csv", query]


def make_sqlite(kg: str, graph: str, path: pathlib.Path) -> None:
    import sqlite3

    def rows(query: str):
        with subprocess.Popen(cypher(kg, graph, query), stdout=subprocess.PIPE, text=True) as process:
            reader = csv.reader(process.stdout)
            next(reader)
            yield from reader

    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE node (id INTEGER PRIMARY KEY, name TEXT);"
                           "CREATE TABLE edge (id INTEGER PRIMARY KEY, source INTEGER, type TEXT, target INTEGER);")
    database.executemany("INSERT INTO node VALUES (?, ?)", rows("MATCH (n) RETURN id(n) AS id, n.name AS name"))
    # In parts: a row of an answer takes more memory than an edge.
    count = int(measured(cypher(kg, graph, "MATCH (n) RETURN count(*) AS n"), 1)[2].splitlines()[1])
    for start in range(0, count, 100_000):
        database.executemany("INSERT INTO edge VALUES (?, ?, ?, ?)", rows(
            f"MATCH (a)-[r]->(b) WHERE {start} <= id(a) < {start + 100_000} RETURN id(r) AS r, id(a) AS a, type(r) AS t, id(b) AS b"))
    database.executescript("CREATE INDEX node_name ON node (name); CREATE INDEX edge_out ON edge (source, type, target);"
                           "CREATE INDEX edge_in ON edge (target, type, source); ANALYZE;")
    database.commit()
    database.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kg")
    parser.add_argument("graph")
    parser.add_argument("--sqlite", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--degree", type=int, default=20, help="relationships of the node that queries start from")
    options = parser.parse_args()
    database = options.sqlite or pathlib.Path(options.graph).with_suffix(".sqlite")
    if not database.exists():
        start = time.monotonic()
        make_sqlite(options.kg, options.graph, database)
        print(f"made {database} in {time.monotonic() - start:.0f} s")
    pick = f"MATCH (a:Actor)-[r]-() WITH a, count(r) AS d WHERE d = {options.degree} RETURN a.name AS name, id(a) AS id LIMIT 1"
    name, node = measured(cypher(options.kg, options.graph, pick), 1)[2].splitlines()[1].rsplit(",", 1)
    far = f"MATCH (a:Actor)-[r]-() WITH a, count(r) AS d WHERE d = {options.degree} RETURN a.name AS name, id(a) AS id SKIP 10 LIMIT 1"
    other, goal = measured(cypher(options.kg, options.graph, far), 1)[2].splitlines()[1].rsplit(",", 1)
    print(f"from '{name}' (node {node}, {options.degree} relationships), to '{other}' (node {goal})")
    cases = [
        ("nothing", "RETURN 1 AS x", "SELECT 1"),
        ("one hop", f"MATCH (a {{name: '{name}'}})-[r]->(b) RETURN b.name AS name ORDER BY name",
         f"SELECT b.name FROM node a JOIN edge e ON e.source = a.id JOIN node b ON b.id = e.target WHERE a.name = '{name}' ORDER BY 1"),
        ("two hops, counted", f"MATCH (a {{name: '{name}'}})-[]->()-[]->() RETURN count(*) AS n",
         f"SELECT count(*) FROM node a JOIN edge e ON e.source = a.id JOIN edge f ON f.source = e.target AND f.id <> e.id WHERE a.name = '{name}'"),
        ("top 10 by degree", "MATCH (a)-[r]->() WITH a, count(r) AS d ORDER BY d DESC, id(a) LIMIT 10 RETURN id(a) AS id, d",
         "SELECT source, count(*) AS d FROM edge GROUP BY source ORDER BY d DESC, source LIMIT 10"),
        ("three-way join", f"MATCH (a {{name: '{name}'}})-[:PARTICIPATED_IN]->(m)<-[:PARTICIPATED_IN]-(b)-[:AGREE]->(c) RETURN count(*) AS n",
         "SELECT count(*) FROM node a JOIN edge e ON e.source = a.id AND e.type = 'PARTICIPATED_IN' "
         "JOIN edge f ON f.target = e.target AND f.type = 'PARTICIPATED_IN' AND f.id <> e.id "
         f"JOIN edge g ON g.source = f.source AND g.type = 'AGREE' WHERE a.name = '{name}'"),
        ("shortest path", f"MATCH p = shortestPath((a {{name: '{name}'}})-[*..6]-(b {{name: '{other}'}})) RETURN length(p) AS n",
         "WITH RECURSIVE reach(n, d) AS (SELECT " + node + ", 0 UNION SELECT CASE WHEN e.source = reach.n THEN e.target ELSE e.source END, d + 1 "
         f"FROM reach JOIN edge e ON e.source = reach.n OR e.target = reach.n WHERE d < 3) SELECT min(d) FROM reach WHERE n = {goal}"),
    ]
    print(f"{'':20} {'kg wall':>10} {'cpu':>10} {'SQLite wall':>12} {'cpu':>10}   ms, best of {options.runs}")
    for what, ours, theirs in cases:
        wall, cpu, answer = measured(cypher(options.kg, options.graph, ours), options.runs)
        sql_runs = 1 if what == "shortest path" else options.runs
        sql_wall, sql_cpu, sql_answer = measured([sys.executable, "-S", "-c", SQL_CLIENT, os.fspath(database), theirs], sql_runs)
        same = [line.strip('"') for line in answer.splitlines()[1:]] == sql_answer.splitlines()
        print(f"{what:20} {wall:10.1f} {cpu:10.1f} {sql_wall:12.1f} {sql_cpu:10.1f}   {'same answer' if same else 'OTHER ANSWER'}")


if __name__ == "__main__":
    main()
