#!/usr/bin/env python3
"""Time and memory of `kg export`, and of NetworkX's GEXF writer on the same graph.

    export_bench.py KG GRAPH.kg [--formats gexf,graphml] [--networkx]

Per format: seconds (best of three), bytes, peak resident memory. With --networkx the graph is read from the
JSON export into a MultiDiGraph with all attributes, and write_gexf alone is timed (once).
"""
import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time


def run(command):
    """Seconds of wall clock, of CPU, and peak memory in MiB of one command."""
    started = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"failed: {command}")
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def networkx_seconds(kg, graph, folder):
    sys.path.append("/usr/lib/python3/dist-packages")
    import networkx

    path = os.path.join(folder, "graph.json")
    subprocess.run([kg, "export", graph, "--format", "json", "-o", path], check=True)
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    network = networkx.MultiDiGraph()
    plain = lambda value: json.dumps(value) if isinstance(value, list) else value
    for node in data["nodes"]:
        network.add_node(node["id"], label=node["name"], labels=json.dumps(node["labels"]),
                         **{key: plain(value) for key, value in node["properties"].items()})
    for edge in data["edges"]:
        attributes = {key: plain(value) for key, value in edge["properties"].items()}
        if edge["evidence"]:
            attributes["sentence"] = edge["evidence"][0]["text"]
        network.add_edge(edge["source"], edge["target"], edge["id"], label=edge["type"], **attributes)
    del data
    started, cpu = time.perf_counter(), time.process_time()
    networkx.write_gexf(network, os.path.join(folder, "networkx.gexf"))
    return time.perf_counter() - started, time.process_time() - cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kg")
    parser.add_argument("graph")
    parser.add_argument("--formats", default="gexf")
    parser.add_argument("--networkx", action="store_true")
    args = parser.parse_args()
    print(f"{'writer':14}{'seconds':>9}{'cpu':>8}{'MiB out':>9}{'MiB peak':>10}")
    with tempfile.TemporaryDirectory() as folder:
        best = {}
        for name in args.formats.split(","):
            out = os.path.join(folder, f"graph.{name}")
            seconds, cpu, peak = min(run([args.kg, "export", args.graph, "--format", name, "-o", out]) for _ in range(3))
            best[name] = seconds
            print(f"kg {name:11}{seconds:9.2f}{cpu:8.2f}{os.path.getsize(out) / 2**20:9.1f}{peak:10.1f}", flush=True)
            os.remove(out)
        if args.networkx:
            seconds, cpu, peak = networkx_seconds(args.kg, args.graph, folder)
            print(f"{'networkx gexf':14}{seconds:9.2f}{cpu:8.2f}{'':9}{peak:10.1f}")
            if "gexf" in best:
                print(f"kg is {seconds / best['gexf']:.0f} times as fast")


if __name__ == "__main__":
    main()
