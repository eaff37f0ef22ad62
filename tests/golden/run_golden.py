#!/usr/bin/env python3
"""Run one golden case: a folder with `cmd` (a bash script) and what it must print.

    run_golden.py KG CASE [--update]

The script runs in a fresh folder that holds copies of the case's other files; `kg` is on its
PATH, `examples` stands in $EXAMPLES. Standard output, standard error and exit status must equal
the files `out`, `err` and `code` (absent: empty, empty, 0). `--update` writes them instead.
"""
import difflib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

RESULTS = ("out", "err", "code")


def run(kg, case):
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        for item in case.iterdir():
            if item.name not in RESULTS and item.name != "cmd":
                (shutil.copytree if item.is_dir() else shutil.copy)(item, work / item.name)
        tools = work / ".bin"
        tools.mkdir()
        (tools / "kg").symlink_to(kg)
        environment = {k: v for k, v in os.environ.items() if not k.startswith("KG_")}
        environment |= {"PATH": f"{tools}:{environment['PATH']}", "LC_ALL": "C.UTF-8", "COLUMNS": "100",
                        "EXAMPLES": str(case.parents[2] / "examples")}
        done = subprocess.run(["bash", str(case / "cmd")], cwd=work, env=environment, capture_output=True,
                              text=True, timeout=300, stdin=subprocess.DEVNULL)
        plain = lambda text: text.replace(str(work) + "/", "").replace(environment["EXAMPLES"], "$EXAMPLES")
        return {"out": plain(done.stdout), "err": plain(done.stderr), "code": f"{done.returncode}\n"}


def main():
    kg, case = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    got = run(kg, case)
    default = {"out": "", "err": "", "code": "0\n"}
    if "--update" in sys.argv[3:]:
        for name in RESULTS:
            path = case / name
            if got[name] != default[name]:
                path.write_text(got[name], encoding="utf-8")
            elif path.exists():
                path.unlink()
        return 0
    failed = False
    for name in RESULTS:
        path = case / name
        want = path.read_text(encoding="utf-8") if path.exists() else default[name]
        if want != got[name]:
            failed = True
            sys.stdout.writelines(difflib.unified_diff(want.splitlines(True), got[name].splitlines(True),
                                                       f"{case.name}/{name} (expected)", "printed"))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
