#!/usr/bin/env python3
"""Hold the scores: a change that makes reading or asking worse does not land.

    floors.py SEEDS.json DEV.json      reports of the referee's score_facts.py
"""
import json
import sys

# Raised when a change raises the score; a little below it, so that noise of one answer passes.
FLOORS = {
    "seeds": {"people": 0.98, "states": 0.98, "organizations": 0.83,
              "offices": 0.92, "meeting_pairs": 0.86, "question_f1": 0.86},
    "dev": {"people": 0.96, "states": 0.97, "organizations": 0.85, "offices": 0.82,
            "meeting_pairs": 0.90, "meeting_place_accuracy": 0.84, "meeting_date_accuracy": 0.81, "meeting_status_accuracy": 0.83,
            "speakers": 0.89, "interactions_polarity": 0.57, "policies_recall": 0.89, "question_f1": 0.78},
}


def main():
    passed = failed = 0
    for name, path in zip(FLOORS, sys.argv[1:]):
        with open(path, encoding="utf-8") as file:
            report = json.load(file)
        for aspect, floor in FLOORS[name].items():
            value = report.get(aspect, 0.0)
            value = value["f1"] if isinstance(value, dict) else value
            good = value >= floor
            passed, failed = passed + good, failed + (not good)
            if not good:
                print(f"{name}: {aspect} is {value:.3f}, its floor {floor:.3f}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
