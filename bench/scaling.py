#!/usr/bin/env python3
"""How kg build grows with the number of articles: a table for docs/scaling.md.

    scaling.py KG FOLDER SIZE...      FOLDER holds jsonl files with text, title and date

Articles are made by resampling: each is the paragraphs of one article and some of another, so texts
differ while names, sentences and lengths stay those of news. Times are processor time of all threads,
which other programs on the machine disturb less than the clock.
"""
import json
import pathlib
import random
import resource
import subprocess
import sys
import tempfile


def main():
    kg, folder, sizes = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]), [int(s) for s in sys.argv[3:]]
    articles = [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    articles = [a for a in articles if a.get("text")]
    print("| articles | MB of text | build, s of processor | ms per article | peak MB | file MB | nodes | edges | claims |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as work:
        for size in sizes:
            dice = random.Random(size)
            source, graph = pathlib.Path(work, "articles.jsonl"), pathlib.Path(work, "g.kg")
            text_bytes = 0
            with source.open("w", encoding="utf-8") as out:
                for i in range(size):
                    one, other = dice.choice(articles), dice.choice(articles)
                    paragraphs = one["text"].split("\n\n")
                    more = other["text"].split("\n\n")
                    text = "\n\n".join(paragraphs + dice.sample(more, min(2, len(more))))
                    text_bytes += len(text)
                    out.write(json.dumps({"title": one.get("title", ""), "date": one.get("date", ""), "url": f"https://example.org/{i}", "text": text}) + "\n")
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            process = subprocess.Popen(["/usr/bin/time", "-f", "%M", kg, "build", source, "-o", graph], stderr=subprocess.PIPE, text=True)
            peak = int(process.communicate()[1].split()[-1]) / 1024
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            stats = json.loads(subprocess.run([kg, "stats", "--json", "-g", graph], capture_output=True, check=True).stdout)
            print(f"| {size:,} | {text_bytes / 1e6:.1f} | {seconds:.1f} | {seconds * 1000 / size:.1f} | {peak:.0f} | {graph.stat().st_size / 1e6:.1f} "
                  f"| {stats['nodes']:,} | {stats['edges']:,} | {stats['claims']:,} |", flush=True)


if __name__ == "__main__":
    main()
