#!/usr/bin/env python3
"""What may go wrong while a graph is written or read: the old or the new graph is there, whole, and kg says what happened.

    faults.py KG ARTICLES [--kills N]
"""
import argparse
import os
import pathlib
import random
import resource
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time

parser = argparse.ArgumentParser()
parser.add_argument("kg", type=pathlib.Path)
parser.add_argument("articles", type=pathlib.Path)
parser.add_argument("--kills", type=int, default=10)
OPTIONS = parser.parse_args()
KG = OPTIONS.kg.resolve()
ARTICLES = sorted(p for p in OPTIONS.articles.resolve().iterdir() if p.is_file())
HALF = len(ARTICLES) // 2


def kg(*arguments, **options):
    return subprocess.run([KG, *map(str, arguments)], capture_output=True, text=True, errors="replace", **options)


def must(*arguments):
    done = kg(*arguments)
    assert done.returncode in (0, 3), (arguments, done.returncode, done.stderr)


def refused(done, words):
    assert done.returncode == 1, (done.returncode, done.stderr)
    assert words in done.stderr, done.stderr
    assert "terminate" not in done.stderr and "Sanitizer" not in done.stderr, done.stderr


class Store:
    """A folder with an old graph, and what the three writing commands would make of it."""

    def __init__(self, work):
        self.path = work / "g.kg"
        must("build", *ARTICLES[:HALF], "-o", work / "old.kg")
        must("build", *ARTICLES[HALF:], "-o", work / "other.kg")
        must("build", *ARTICLES, "-o", work / "new.kg")
        self.old, self.new = (work / "old.kg").read_bytes(), (work / "new.kg").read_bytes()
        self.commands = [["build", *ARTICLES, "-o", self.path], ["add", self.path, *ARTICLES[HALF:]],
                         ["merge", work / "old.kg", work / "other.kg", "-o", self.path]]

    def reset(self):
        self.path.write_bytes(self.old)

    def is_whole(self):
        now = self.path.read_bytes()
        assert now in (self.old, self.new), "neither the old nor the new graph is there"
        return now == self.new


def kill_at_random_points(store, count):
    dice = random.Random(count)
    finished = 0
    for round_number in range(count):
        store.reset()
        command = store.commands[round_number % 3]
        start = time.monotonic()
        must(*command)
        longest = time.monotonic() - start
        store.reset()
        process = subprocess.Popen([KG, *map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.random() * longest)
        process.send_signal(signal.SIGKILL)
        process.wait()
        finished += store.is_whole()
        must("check", store.path)
        must(*command)  # what the killed one left behind is in nobody's way
        assert store.is_whole()
        assert not store.path.with_name("g.kg.new").exists()
    return finished


def interrupt(store):
    store.reset()
    process = subprocess.Popen([KG, "build", "-", "-o", store.path], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    process.stdin.close()
    error = process.stderr.read()
    assert process.wait() == 1 and "stopped" in error, (process.returncode, error)
    assert store.path.read_bytes() == store.old and not store.path.with_name("g.kg.new").exists()


def starve_of_disk(store):
    size = len(store.new) // 2
    for command in store.commands:
        store.reset()
        limit = lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
        refused(kg(*command, preexec_fn=limit), "File too large")
        assert store.path.read_bytes() == store.old
        assert not store.path.with_name("g.kg.new").exists()


def full_disk(store, work):
    disk = work / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={max(len(store.old) + 8192, 65536)}", "tmpfs", disk], capture_output=True)
    if mounted.returncode != 0:
        return "not allowed to mount: left out"
    try:
        graph = disk / "g.kg"
        graph.write_bytes(store.old)
        refused(kg("build", *ARTICLES, "-o", graph), "No space left on device")
        assert graph.read_bytes() == store.old and [p.name for p in disk.iterdir()] == ["g.kg"]
    finally:
        subprocess.run(["umount", disk], check=True)
    return "the old graph stayed"


def forbidden_folder(store, work):
    refused(kg("build", *ARTICLES, "-o", "/proc/g.kg"), "cannot write the graph")
    refused(kg("build", *ARTICLES, "-o", work / "no" / "g.kg"), "the folder must exist")
    folder = work / "closed"
    folder.mkdir()
    (folder / "g.kg").write_bytes(store.old)
    as_nobody = {}
    if os.geteuid() == 0:  # whom no folder refuses
        as_nobody = {"user": 65534, "extra_groups": []}
        work.chmod(0o755)
        os.chown(folder, 65534, 65534)
    folder.chmod(0o555)
    try:
        try:
            done = kg("add", folder / "g.kg", "-", input="They met.", **as_nobody)
        except PermissionError:  # nobody may not run kg where it lies
            return
        refused(done, "Permission denied")
        assert (folder / "g.kg").read_bytes() == store.old
    finally:
        folder.chmod(0o755)


def sections(file):
    """Offset and size of each section that has bytes (docs/store_format.md)."""
    count, = struct.unpack_from("<I", file, 24)
    table = [struct.unpack_from("<IIQQQ", file, 64 + 32 * i) for i in range(count)]
    return [(offset, size) for _, _, offset, size, _ in table if size > 0]


def every_section(store, work):
    """One bit flipped in, and the file cut inside, each section: found and told; other commands answer or refuse."""
    dice = random.Random(8)
    damaged = work / "damaged.kg"
    for offset, size in sections(store.old):
        flipped = bytearray(store.old)
        flipped[offset + dice.randrange(size)] ^= 1 << dice.randrange(8)
        damaged.write_bytes(flipped)
        done = kg("check", damaged)
        assert done.returncode == 1 and "has a wrong checksum" in done.stdout, (offset, done.stdout, done.stderr)
        for command in (["stats", "-g", damaged], ["export", damaged, "--format", "json"]):
            done = kg(*command)
            assert done.returncode in (0, 1) and "terminate" not in done.stderr and "Sanitizer" not in done.stderr, (offset, done.stderr)
        damaged.write_bytes(store.old[:offset + dice.randrange(size)])
        refused(kg("stats", "-g", damaged), "damaged graph file")
    return len(sections(store.old))


def damaged_files(store, work):
    dice = random.Random(7)
    damaged = work / "damaged.kg"
    commands = [["check", damaged], ["stats", "-g", damaged], ["export", damaged, "--format", "json"], ["diff", damaged, damaged]]
    for round_number in range(12):
        file = bytearray(store.old)
        if round_number % 3 == 0:
            del file[dice.randrange(len(file)):]
        else:
            for _ in range(1 if round_number % 3 == 1 else 50):
                file[dice.randrange(len(file))] ^= 1 << dice.randrange(8)
        damaged.write_bytes(file)
        for command in commands:
            done = kg(*command)
            assert done.returncode in (0, 1), (command, done.returncode, done.stderr)
            assert "Sanitizer" not in done.stderr and "terminate" not in done.stderr, done.stderr


def readers_while_writers_replace(store):
    store.reset()
    stop = threading.Event()
    faults = []

    def read():
        while not stop.is_set():
            done = kg("check", store.path)
            if done.returncode != 0:
                faults.append(done.stdout + done.stderr)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(5):
        writers = [subprocess.Popen([KG, *map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for command in store.commands]
        assert all(writer.wait() in (0, 3) for writer in writers)
    stop.set()
    for reader in readers:
        reader.join()
    assert not faults, faults[0]
    assert store.is_whole()


def main():
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        store = Store(work)
        finished = kill_at_random_points(store, OPTIONS.kills)
        print(f"killed {OPTIONS.kills} times, {finished} of them too late; always the old or the new graph")
        interrupt(store)
        starve_of_disk(store)
        print("full disk:", full_disk(store, work))
        forbidden_folder(store, work)
        damaged_files(store, work)
        print(f"damaged {every_section(store, work)} sections one by one: each was found")
        readers_while_writers_replace(store)
    print("no fault lost a graph")


if __name__ == "__main__":
    sys.exit(main())
