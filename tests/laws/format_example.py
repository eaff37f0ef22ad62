#!/usr/bin/env python3
"""The example of docs/store_format.md is true: each byte it shows stands in the file that its command makes.

    format_example.py KG SOURCE_FOLDER [--show]

`--show` prints the lines as they should be. Checksums change with ontology and model and are written '..'.
"""
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

KG, SOURCE = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
LINE = re.compile(r"^    ([0-9a-f]{8}): ((?:[0-9a-f]{2} |\.\. )+)", re.MULTILINE)


def main():
    page = (SOURCE / "docs" / "store_format.md").read_text(encoding="utf-8")
    command = re.search(r"`(kg import [^`]* -o f\.kg)`", page).group(1)
    with tempfile.TemporaryDirectory() as work:
        target = pathlib.Path(work, "f.kg")
        arguments = [str(target) if a == "f.kg" else a for a in command.split()[1:]]
        subprocess.run([KG, *arguments], cwd=SOURCE, check=True)
        file = target.read_bytes()
    if "--show" in sys.argv:
        sections = [struct.unpack_from("<IIQQ", file, 64 + 32 * i) for i in range(28)]
        print(len(file), hex(len(file)))
        for number, _, offset, size in sections:
            print(number, hex(offset), size, file[offset:offset + 48].hex(" "))
        records = sections[15][2]
        offsets = struct.unpack_from(f"<{sections[14][3] // 8}Q", file, sections[14][2])
        for i in range(len(offsets) - 1):
            print("node", i, hex(records + offsets[i]), file[records + offsets[i]:records + offsets[i + 1]].hex(" "))
        return
    lines = LINE.findall(page)
    assert len(lines) >= 12, "the page shows no file any more"
    for offset, shown in lines:
        at = int(offset, 16)
        for i, byte in enumerate(shown.split()):
            assert byte == ".." or int(byte, 16) == file[at + i], f"at {at + i:#x}: the page says {byte}, the file {file[at + i]:02x}"
    stated = re.search(r"makes a file of ([0-9,]+) bytes", page).group(1).replace(",", "")
    assert int(stated) == len(file), f"the page says {stated} bytes, the file has {len(file)}"


if __name__ == "__main__":
    sys.exit(main())
