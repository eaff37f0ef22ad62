#!/usr/bin/env python3
"""How many press releases give the meeting or call that their title announces.

    readouts.py --kg build/release/kg readouts.jsonl [--misses] [--jobs 2]

Each line of the file is a release: `text`, `date`, and from its title `a` and `b`, who met or called whom. A
release counts when its text names both, with the same capitals. It is found when every name in `b` has a meeting
of its graph (any status but denied) in which it takes part with `a`. The names are the family names, titles and
groups ("Governors") left out; a participant fits when the folded word is one of its name or of an alias of it: "Park"
fits Park Jin. Places and dates are not looked at here, except that the last line counts the dates
given and how far they lie from the day of publication.
"""
import argparse
import collections
import concurrent.futures
import datetime
import json
import pathlib
import re
import subprocess
import tempfile
import unicodedata

TITLES = set("""minister ministers president secretary secretary-general general chancellor king queen prince princess
sheikh emir sultan advisor adviser ambassador envoy representative director chairman chairwoman chairperson chair
commissioner commander leader leaders premier governor mayor senator counselor head chief spokesperson coordinator
administrator negotiator member undersecretary speaker taoiseach judge dr mr mrs ms bureau deputy assistant
counterpart counterparts official officials members governors legislators representatives ceo executive ceos""".split())


def fold(text, case=False):
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = text if case else text.casefold()
    return re.sub(r"[^\w]+", " ", re.sub(r"['’]s\b", "", text)).split()


def names_in(phrase):
    """The family names of one side, without accents; empty if it has titles or groups only."""
    names = []
    for part in re.split(r",| and | And | & |(?<=\w)['’]s (?!Republic)", phrase):
        part = re.sub(r"\([^)]*\)", " ", part)
        # "President Putin of Russia", but "Minister of Defense Gantz"
        before = fold(re.sub(r" [Oo]f (the )?[A-Z][\w’'-]*( [A-Z]\w*)*$", "", part))
        if before and before[-1] not in TITLES:
            part = re.sub(r" [Oo]f (the )?[A-Z][\w’'-]*( [A-Z]\w*)*$", "", part)
        words = [word for word in fold(part, case=True) if word != "Jr"]
        if words and words[-1][0].isupper() and words[-1].casefold() not in TITLES:
            names.append(words[-1])
    return names


def meetings_of(kg, release):
    with tempfile.TemporaryDirectory() as folder:
        text, graph = pathlib.Path(folder, "release.txt"), pathlib.Path(folder, "release.kg")
        text.write_text(release["text"], encoding="utf-8")
        subprocess.run([kg, "build", text, "-o", graph, "--date", release["date"]], check=True, capture_output=True)
        shown = subprocess.run([kg, "export", graph, "--format", "json", "-o", "-"], check=True, capture_output=True)
    told = json.loads(shown.stdout)
    nodes = {node["id"]: node for node in told["nodes"]}
    taking_part = collections.defaultdict(list)
    for edge in told["edges"]:
        if edge["type"] == "PARTICIPATED_IN":
            taking_part[edge["target"]].append(nodes[edge["source"]])
    return [(node["properties"], taking_part[i]) for i, node in nodes.items()
            if "Meeting" in node["labels"] and node["properties"].get("status") != "denied"]


def find(kg, release):
    """(counts, found, date or None) of one release."""
    written = set(fold(release["text"], case=True))
    a, b = ([name.casefold() for name in names_in(release[side]) if name in written] for side in "ab")
    if not a or not b:
        return False, False, None
    met, date = set(), None
    for properties, parties in meetings_of(kg, release):
        words = [{word for form in [party["name"], *party.get("aliases", [])] for word in fold(form)} for party in parties]
        fits = lambda name: {i for i, party in enumerate(words) if name in party}
        for name in b:
            if fits(name) and fits(a[-1]) - fits(name):
                met.add(name)
                date = properties.get("date") or date
    return True, met == set(b), date


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("releases", type=pathlib.Path)
    parser.add_argument("--kg", required=True)
    parser.add_argument("--misses", action="store_true", help="list the releases that are not found")
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    releases = [json.loads(line) for line in args.releases.read_text(encoding="utf-8").splitlines()]
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        results = list(pool.map(lambda release: find(args.kg, release), releases))
    counted = sum(counts for counts, _, _ in results)
    found = sum(hit for _, hit, _ in results)
    if args.misses:
        for release, (counts, hit, _) in zip(releases, results):
            if counts and not hit:
                print(f"{release['doc']}: {release['a']} | {release['b']}")
    print(f"found {found} of {counted} releases that name both ({found / max(counted, 1):.3f}); {len(releases)} in all")
    away = collections.Counter()
    for release, (_, hit, date) in zip(releases, results):
        if hit:
            whole = date and len(date) == 10
            day = datetime.date.fromisoformat
            away[(day(release["date"]) - day(date)).days if whole else date and "month or year" or "none"] += 1
    print("days before publication:", ", ".join(f"{days}: {count}" for days, count in away.most_common()))


if __name__ == "__main__":
    main()
