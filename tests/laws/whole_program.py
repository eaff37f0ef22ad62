#!/usr/bin/env python3
"""Whole commands on real articles: every way to one set of documents gives the same bytes.

    whole_program.py KG ARTICLES
"""
import pathlib
import random
import subprocess
import sys
import tempfile

KG = pathlib.Path(sys.argv[1]).resolve()
ARTICLES = sorted(p for p in pathlib.Path(sys.argv[2]).resolve().iterdir() if p.is_file())


def kg(*arguments, **options):
    done = subprocess.run([KG, *map(str, arguments)], capture_output=True, **options)
    assert done.returncode in (0, 3), (arguments, done.returncode, done.stderr.decode())
    return done.stdout


def main():
    dice = random.Random(2018)
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)

        def build(name, articles, *options):
            kg("build", *articles, "-o", work / name, *options)
            return (work / name).read_bytes()

        whole = build("whole.kg", ARTICLES)
        shuffled = ARTICLES[:]
        dice.shuffle(shuffled)
        assert build("shuffled.kg", shuffled) == whole, "the order of the sources counts"
        for jobs in (1, 2, 5):
            assert build("jobs.kg", ARTICLES, "--jobs", jobs) == whole, f"--jobs {jobs} counts"
        assert build("twice.kg", ARTICLES + shuffled) == whole, "reading an article twice counts"

        for _ in range(3):
            cut = dice.randrange(1, len(shuffled))
            a, b = shuffled[:cut], shuffled[cut:]
            left = build("a.kg", a)
            build("b.kg", b)
            kg("merge", work / "a.kg", work / "b.kg", "-o", work / "m.kg")
            assert (work / "m.kg").read_bytes() == whole, "merging two halves is not building the whole"
            kg("add", work / "a.kg", *b)
            assert (work / "a.kg").read_bytes() == whole, "adding is not building the whole"
            ids = [line.split('"')[3] for line in kg("extract", *b).decode().splitlines()]
            kg("remove", work / "a.kg", *ids)
            assert (work / "a.kg").read_bytes() == left, "removing is not never having read"

        lines = kg("extract", *ARTICLES)
        assert kg("extract", *ARTICLES, "--jobs", 1) == lines, "--jobs changes the order of claims"
        (work / "claims.jsonl").write_bytes(lines)
        kg("build", "--claims", work / "claims.jsonl", "-o", work / "claims.kg")
        assert (work / "claims.kg").read_bytes() == whole, "claims do not give the graph of their articles"
        assert kg("build", "--claims", "-", "-o", "-", input=lines) == whole, "standard streams give something else"

        half = lines[:len(lines) // 2]  # cut inside a line, as a killed run leaves it
        (work / "half.jsonl").write_bytes(half)
        rest = kg("extract", *ARTICLES, "--resume", work / "half.jsonl")
        assert half[:half.rfind(b"\n") + 1] + rest == lines, "resuming does not complete what was there"

        for graph in ("whole.kg", "m.kg", "a.kg"):
            kg("check", work / graph)
    print("all laws hold")


if __name__ == "__main__":
    main()
