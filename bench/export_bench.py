#!/usr/bin/env python3
"""Time and memory of `kg export`, and of NetworkX's GEXF writer on the same graph.

    export_bench.py KG GRAPH.kg... [--formats gexf,graphml] [--networkx]

Per graph and format: seconds of wall clock and of processor time (best of three each), size of the file, peak
resident memory without the pages of the mapped graph ('anonymous': what grows if a writer keeps things).
With --networkx the last graph is read from the JSON export into a MultiDiGraph with all attributes, and write_gexf
alone is timed, best of two, each followed by our writer again: one machine, one hour, one load.
"""
import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time


def peak_anonymous(pid):
    """MiB of memory of its own that a process holds now; 0 when it is gone."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as file:
            return max(int(line.split()[1]) for line in file if line.startswith("RssAnon")) / 1024
    except (OSError, ValueError):
        return 0


def run(command):
    """Seconds of wall clock, of CPU, and peak memory in MiB of one command."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    peak = 0
    while True:
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        peak = max(peak, peak_anonymous(process.pid))
        time.sleep(0.005)
    if status != 0:
        sys.exit(f"failed: {command}")
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, peak


def networkx_writer(kg, graph, folder):
    sys.path.append("/usr/lib/python3/dist-packages")
    import networkx

    path = os.path.join(folder, "input.json")
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
            attributes["source_document"] = edge["evidence"][0]["doc"]
        network.add_edge(edge["source"], edge["target"], edge["id"], label=edge["type"], **attributes)
    del data

    def write():
        started, cpu = time.perf_counter(), time.process_time()
        networkx.write_gexf(network, os.path.join(folder, "networkx.gexf"))
        return time.perf_counter() - started, time.process_time() - cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    return write


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kg")
    parser.add_argument("graphs", nargs="+")
    parser.add_argument("--formats", default="gexf")
    parser.add_argument("--networkx", action="store_true")
    args = parser.parse_args()
    print(f"{'writer':14}{'seconds':>9}{'cpu':>8}{'MiB out':>9}{'MiB peak':>10}")
    with tempfile.TemporaryDirectory() as folder:

        def measure(graph, name):
            out = os.path.join(folder, f"graph.{name}")
            runs = [run([args.kg, "export", graph, "--format", name, "-o", out]) for _ in range(3)]
            seconds, cpu, peak = (min(one[0] for one in runs), min(one[1] for one in runs), max(one[2] for one in runs))
            size = sum(os.path.getsize(os.path.join(folder, file)) for file in os.listdir(folder) if file.startswith("graph."))
            print(f"kg {name:11}{seconds:9.2f}{cpu:8.2f}{size / 2**20:9.1f}{peak:10.1f}", flush=True)
            for file in os.listdir(folder):
                os.remove(os.path.join(folder, file))
            return cpu

        for graph in args.graphs:
            print(os.path.basename(graph))
            for name in args.formats.split(","):
                measure(graph, name)
        if args.networkx:
            write = networkx_writer(args.kg, args.graphs[-1], folder)
            ours, theirs = [], []
            for _ in range(2):
                seconds, cpu, peak = write()
                print(f"{'networkx gexf':14}{seconds:9.2f}{cpu:8.2f}{'':9}{peak:10.1f}", flush=True)
                theirs.append(cpu)
                ours.append(measure(args.graphs[-1], "gexf"))
            print(f"of processor time, kg takes one part in {min(theirs) / min(ours):.0f}")


if __name__ == "__main__":
    main()
