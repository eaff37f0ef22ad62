#!/usr/bin/env python3
"""Tries every construct that docs/cypher.txt lists.

    check_cypher_doc.py KG docs/cypher.txt

A line "  yes  CODE" must run, "  NOT SUPPORTED  CODE" must be refused; indented text behind "--" is a remark.
Each query runs on the same small graph, in a session of its own.
"""

import json
import pathlib
import re
import subprocess
import sys

GRAPH = ("CREATE (kim:Person:Actor {name: 'Kim Jong Un', born: 1984}), (trump:Person:Actor {name: 'Donald Trump', born: 1946}), "
         "(s:Meeting:Event {name: 'Singapore summit', date: '2018-06-12'}), (kim)-[:MET {times: 3}]->(trump), "
         "(kim)-[:PARTICIPATED_IN]->(s), (trump)-[:PARTICIPATED_IN]->(s)")
LINE = re.compile(r"  (yes|NOT SUPPORTED)  +(.*?)(?:  +-- .*)?$")


def main() -> int:
    kg, doc = sys.argv[1], pathlib.Path(sys.argv[2])
    cases = []
    for number, line in enumerate(doc.read_text(encoding="utf-8").splitlines(), 1):
        if match := LINE.match(line):
            cases.append((number, match.group(1) == "yes", match.group(2)))
        elif line.startswith("  ") and line.strip() and not line.startswith("   "):
            sys.exit(f"{doc}:{number}: neither 'yes' nor 'NOT SUPPORTED': {line}")
    requests = []
    for _, _, query in cases:
        requests += [{"reset": True}, {"query": GRAPH, "params": {}},
                     {"query": query, "params": {"name": "Kim Jong Un", "list": [1, 2], "map": {"name": "new"}}}]
    text = "".join(json.dumps(request) + "\n" for request in requests)
    run = subprocess.run([kg, "shell", "--json"], input=text, capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in run.stdout.splitlines()][2::3]
    if run.returncode != 0 or len(answers) != len(cases) or not cases:
        sys.exit(f"kg shell gave {len(answers)} answers to {len(cases)} queries: {run.stderr[:500]}")
    wrong = [f"{doc}:{number}: {'refused' if expected else 'runs, but is listed as NOT SUPPORTED'}: {query} {answer.get('error', '')}"
             for (number, expected, query), answer in zip(cases, answers) if ("error" not in answer) != expected]
    print("\n".join(wrong) or f"{len(cases)} constructs are as listed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
