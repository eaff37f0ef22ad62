#!/usr/bin/env python3
"""Runs the openCypher TCK against `kg shell --json` and compares with the list of known failures.

    run_tck.py KG TCK_FOLDER --known known_failures.txt

Exit status: 0 as expected, 1 a surprise either way, 77 skipped because the kit is not there.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile


def read_known(path: pathlib.Path) -> dict[str, str]:
    known = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, mark, reason = line.partition("  # ")
        if name.strip() and not line.startswith("#"):
            if not mark or not reason.strip():
                sys.exit(f"{path}: no reason given for {name.strip()}")
            known[name.strip()] = reason.strip()
    return known


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kg")
    parser.add_argument("tck", type=pathlib.Path)
    parser.add_argument("--known", type=pathlib.Path, required=True)
    options = parser.parse_args()
    features = options.tck / "features_dev"
    if not (options.tck / "run_tck.py").is_file() or not features.is_dir():
        print(f"skipped: no openCypher TCK at {options.tck}")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder) / "report.json"
        run = subprocess.run(
            [sys.executable, options.tck / "run_tck.py", "--features", features, "--strict-errors", "--timeout", "60",
             "--json", report, "--", options.kg, "shell", "--json"],
            stdout=subprocess.PIPE, text=True, check=False)
        print(run.stdout)
        if run.returncode not in (0, 1):
            print(f"the runner ended with status {run.returncode}")
            return 1
        verdicts = {v["id"]: v for v in json.loads(report.read_text(encoding="utf-8"))["scenarios"]}
    known = read_known(options.known)
    surprises = []
    for name, verdict in verdicts.items():
        if verdict["passed"] and name in known:
            surprises.append(f"passes, but is listed as a known failure: {name}")
        if not verdict["passed"] and name not in known:
            surprises.append(f"fails: {name}: {verdict['reason']}: {verdict['message'][:300]}")
    surprises += [f"listed as a known failure, but there is no such scenario: {name}" for name in known if name not in verdicts]
    print("\n".join(surprises) or f"{len(verdicts)} scenarios, {len(known)} known failures, no surprise")
    return 1 if surprises else 0


if __name__ == "__main__":
    sys.exit(main())
