"""Looks with clang-tidy at each source file that changed, or includes one that did, since it last passed.

Usage: tidy.py BUILD FOLDER...    BUILD was built with Ninja; FOLDER is src, lessons ...
Writes a Ninja file of its own below BUILD/tidy: a stamp for each source, which depends on what its object depends on.
"""

import json
import pathlib
import re
import subprocess
import sys

RULE = """\
rule tidy
  command = clang-tidy-16 --quiet -p {folder} $in > $out.log 2> /dev/null && touch $out || (cat $out.log; false)
  description = $in

"""


def commands_for_clang(build):
    """It reads neither gcc's precompiled headers nor its parameters."""
    commands = json.loads((build / "compile_commands.json").read_text())
    for entry in commands:
        entry["command"] = re.sub(r" -Winvalid-pch| -include \S*cmake_pch\.hxx| --param=\S+", "", entry["command"])
    return commands


def dependencies(build):
    """Object -> the project's own files that it was made from."""
    listing = subprocess.run(["ninja", "-C", build, "-t", "deps"], capture_output=True, text=True, check=True).stdout
    found, current = {}, []
    for line in listing.splitlines():
        if line.startswith("    "):
            path = pathlib.Path(build, line.strip()).resolve()
            if path.is_relative_to(pathlib.Path.cwd()):
                current.append(str(path))
        elif line:
            current = found.setdefault(line.split(":")[0], [])
    return found


def main(build, *layers):
    build = pathlib.Path(build).resolve()
    folder = build / "tidy"
    folder.mkdir(exist_ok=True)
    roots = [pathlib.Path(layer).resolve() for layer in layers]
    commands = commands_for_clang(build)
    (folder / "compile_commands.json").write_text(json.dumps(commands))
    made_from = dependencies(build)
    rules = [str(path) for path in pathlib.Path.cwd().rglob(".clang-tidy") if build.parent not in path.parents]
    ninja = RULE.format(folder=folder)
    for entry in commands:
        source = pathlib.Path(entry["file"])
        if not any(root in source.parents for root in roots):
            continue
        stamp = folder / source.relative_to(pathlib.Path.cwd()).with_suffix(".passed")
        stamp.parent.mkdir(parents=True, exist_ok=True)
        known = made_from.get(re.search(r" -o (\S+)", entry["command"])[1], [])
        ninja += f"build {stamp}: tidy {source} | {' '.join(sorted(set(known + rules)))}\n"
    (folder / "build.ninja").write_text(ninja)
    sys.exit(subprocess.run(["ninja", "-C", folder, "-k", "0", "--quiet"], check=False).returncode)


if __name__ == "__main__":
    main(*sys.argv[1:])
