#!/usr/bin/env python3
"""Builds a graph from every fourth article of running text, with one thread and with two: no crash, the same bytes, a whole file.

    real_articles.py KG FOLDER

Exit status: 0 as it must be, 1 not so, 77 skipped because FOLDER is not there. Small texts made for tests do not hold what real ones do.
"""

import pathlib
import subprocess
import sys
import tempfile


def main() -> int:
    kg, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    if not folder.is_dir():
        return 77
    with tempfile.TemporaryDirectory() as place:
        articles = pathlib.Path(place) / "articles.jsonl"
        lines = [line for file in sorted(folder.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").split("\n") if line]
        articles.write_text("\n".join(lines[::4]) + "\n", encoding="utf-8")
        graphs = []
        for jobs in ("2", "1"):
            graph = pathlib.Path(place) / f"{jobs}.kg"
            built = subprocess.run([kg, "build", articles, "-o", graph, "--jobs", jobs], capture_output=True, text=True)
            if built.returncode != 0:
                print(f"build --jobs {jobs} ended with {built.returncode}\n{built.stderr[-3000:]}")
                return 1
            graphs.append(graph)
        if graphs[0].read_bytes() != graphs[1].read_bytes():
            print("the number of threads changes the graph")
            return 1
        return subprocess.run([kg, "check", graphs[0]]).returncode


if __name__ == "__main__":
    sys.exit(main())
