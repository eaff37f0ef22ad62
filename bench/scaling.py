#!/usr/bin/env python3
"""How kg build and kg add grow with the number of articles: a table for docs/scaling.md.

    scaling.py KG FOLDER SIZE... [--paragraphs N] [--memory SIZE]

FOLDER holds jsonl files with text, title and date. Articles are made by resampling: each is the first N
paragraphs of one article (all without --paragraphs) and two of another, so texts differ while names,
sentences and lengths stay those of news. Times are processor time of all threads, which other programs
on the machine disturb less than the clock.
"""
import argparse
import json
import pathlib
import random
import subprocess
import tempfile

parser = argparse.ArgumentParser()
parser.add_argument("kg", type=pathlib.Path)
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("sizes", type=int, nargs="+")
parser.add_argument("--paragraphs", type=int)
parser.add_argument("--memory", default="2G")
OPTIONS = parser.parse_args()
KG = OPTIONS.kg.resolve()


def measured(*arguments):
    """Processor seconds, seconds by the clock and peak MB of one run of kg."""
    done = subprocess.run(["/usr/bin/time", "-f", "%U %S %e %M", KG, *map(str, arguments)], stderr=subprocess.PIPE, text=True)
    assert done.returncode in (0, 3), done.stderr
    user, system, clock, peak = map(float, done.stderr.split()[-4:])
    return user + system, clock, peak / 1024


def write_articles(path, articles, count, dice, name):
    size = 0
    with path.open("w", encoding="utf-8") as out:
        for i in range(count):
            one, other = dice.choice(articles), dice.choice(articles)
            more = other["text"].split("\n\n")
            text = "\n\n".join(one["text"].split("\n\n")[:OPTIONS.paragraphs] + dice.sample(more, min(2, len(more))))
            size += len(text.encode())
            out.write(json.dumps({"title": one.get("title", ""), "date": one.get("date", ""), "url": f"https://example.org/{name}/{i}", "text": text}) + "\n")
    return size


def main():
    articles = [json.loads(line) for path in sorted(OPTIONS.folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    articles = [a for a in articles if a.get("text")]
    print("| articles | MB of text | build, s | ms per article | peak MB | file MB | nodes | edges | claims | add 10, s | peak MB |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as work:
        source, ten, graph = (pathlib.Path(work, name) for name in ("articles.jsonl", "ten.jsonl", "g.kg"))
        for size in OPTIONS.sizes:
            text_bytes = write_articles(source, articles, size, random.Random(size), "a")
            write_articles(ten, articles, 10, random.Random(-size), "b")
            seconds, _, peak = measured("build", source, "-o", graph, "--memory", OPTIONS.memory)
            stats = json.loads(subprocess.run([KG, "stats", "--json", "-g", graph], capture_output=True, check=True).stdout)
            file_size = graph.stat().st_size
            adding, _, adding_peak = measured("add", graph, ten, "--memory", OPTIONS.memory)
            print(f"| {size:,} | {text_bytes / 1e6:.1f} | {seconds:.1f} | {seconds * 1000 / size:.1f} | {peak:.0f} | {file_size / 1e6:.1f} "
                  f"| {stats['nodes']:,} | {stats['edges']:,} | {stats['claims']:,} | {adding:.1f} | {adding_peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
