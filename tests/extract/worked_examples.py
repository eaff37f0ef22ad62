#!/usr/bin/env python3
"""The worked examples of docs/ontology.md do what the page says.

    worked_examples.py KG DOCS/ONTOLOGY.md

Each example names a file (`mine/frames-….json`), shows its JSON and a command `echo … | kg extract - --ontology mine`.
The file is written, the command run with it and without it: the frame of the file must be the rule of a claim with it
and of none without. What the page says of the claims is checked in WANTED.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

WANTED = {  # frame: (kind, type, status, {role: names})
    "wrangle.verb": ("event", "ACCUSE", "asserted", {"actor": ["Norway"], "recipient": ["Iceland"]}),
    "indaba.noun": ("meeting", "talks", "held", {"participant": ["Botswana", "Zambia"]}),
}
VARIANTS = {  # "… is `planned`, …": sentence → status
    "indaba.noun": {"Botswana will hold an indaba with Zambia.": "planned",
                    "Botswana called off an indaba with Zambia.": "cancelled"},
}


def claims_of(kg, text, options):
    shown = subprocess.run([kg, "extract", "-", *options], input=text, capture_output=True, text=True, check=True)
    found = []
    for line in shown.stdout.splitlines():
        document = json.loads(line)
        for claim in document["claims"]:
            roles = {}
            for argument in claim["arguments"]:
                roles.setdefault(argument["role"], []).append(document["entities"][argument["entity"]]["name"])
            found.append((claim, roles))
    return found


def main():
    kg, page = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")
    examples = page.split("## Worked example ")[1:]
    assert len(examples) == len(WANTED), f"{len(examples)} worked examples"
    for example in examples:
        name = re.search(r"`mine/(frames-[\w-]+\.json)`", example).group(1)
        frames = re.search(r"```json\n(.*?)```", example, re.S).group(1)
        words = re.search(r"\$ echo \"(.*)\" \| kg extract - --ontology mine\n", example).group(1)
        identifier = json.loads(frames)[0]["id"]
        with tempfile.TemporaryDirectory() as folder:
            mine = pathlib.Path(folder, "mine")
            mine.mkdir()
            (mine / name).write_text(frames, encoding="utf-8")
            kind, event, status, wanted = WANTED[identifier]
            found = [item for item in claims_of(kg, words + "\n", ["--ontology", mine]) if item[0]["rule"] == identifier and item[0]["kind"] == kind]
            assert len(found) == 1, f"{identifier}: {len(found)} claims with the frame"
            claim, roles = found[0]
            assert (claim["kind"], claim["type"], claim["status"]) == (kind, event, status), f"{identifier}: {claim}"
            for role, names in wanted.items():
                assert sorted(roles.get(role, [])) == sorted(names), f"{identifier}: {role} is {roles.get(role)}"
            for text, status in VARIANTS.get(identifier, {}).items():
                statuses = {claim["status"] for claim, _ in claims_of(kg, text + "\n", ["--ontology", mine]) if claim["kind"] == "meeting"}
                assert statuses == {status}, f"{text} gives {statuses}"
            without = [claim for claim, _ in claims_of(kg, words + "\n", []) if claim["rule"] == identifier]
            assert not without, f"{identifier} is known without its file"
            shutil.rmtree(mine)


if __name__ == "__main__":
    main()
