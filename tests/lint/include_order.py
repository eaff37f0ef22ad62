#!/usr/bin/env python3
"""Hold the folder order: a folder may include only itself and what stands above it (DESIGN §2)."""
import pathlib
import re
import sys

ORDER = ["base", "source", "text", "ontology", "graph", "extract", "query", "export", "cli"]
# Walls inside the order: who must not know whom although it stands above.
WALLS = {("ontology", "text"), ("ontology", "source"), ("graph", "text"), ("export", "text"), ("export", "query"), ("export", "extract")}
# A library stays in the folders that it is for.
LIBRARIES = {"CLI/": {"cli"}, "graphviz/": {"export"}, "libxml/": {"source"}, "cld2/": {"source"}, "editline/": {"cli"}}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def faults_of(root, path):
    folder = path.relative_to(root).parts[0]
    rank = ORDER.index(folder)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        bracket, name = match.groups()
        where = f"{path.relative_to(root)}:{number}"
        if bracket == '"':
            top = name.split("/")[0]
            if top not in ORDER or "/" not in name:
                yield f"{where}: '{name}' is not a path from the root of the project"
            elif ORDER.index(top) > rank:
                yield f"{where}: {folder}/ must not include {top}/, which stands below it"
            elif (folder, top) in WALLS:
                yield f"{where}: there is a wall between {folder}/ and {top}/"
            elif not (root / name).is_file():
                yield f"{where}: there is no '{name}'"
        else:
            for prefix, folders in LIBRARIES.items():
                if name.startswith(prefix) and folder not in folders:
                    yield f"{where}: '{name}' belongs into {', '.join(sorted(folders))} only"
            if name.startswith("boost/graph/") and path.suffix == ".hpp" and path.name != "boost_graph.hpp":
                yield f"{where}: Boost.Graph stays in graph/*.cpp and graph/boost_graph.hpp"
            if name.startswith("rapidjson/") and path.suffix == ".hpp" and path.name != "json.hpp":
                yield f"{where}: RapidJSON stays in .cpp files"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    files = [p for folder in ORDER for p in sorted((root / folder).rglob("*")) if p.suffix in (".hpp", ".cpp")
             and "node_modules" not in p.parts]
    faults = [fault for path in files for fault in faults_of(root, path)]
    print("\n".join(faults) if faults else f"{len(files)} files keep the folder order")
    return 1 if faults or not files else 0


if __name__ == "__main__":
    sys.exit(main())
