#!/usr/bin/env python3
"""A program outside the tree builds against what was installed, by pkg-config and by CMake, and records; `redbook verify`
compares what it recorded with what it staged.

    package_test.py BUILD EXAMPLE
"""

import os
import sys
import tempfile
from pathlib import Path

from client_kit import records_on_a_drive, run, staged_disc

CMAKE = """
cmake_minimum_required(VERSION 3.25)
project(client CXX)
set(CMAKE_CXX_STANDARD 17)
find_package(redbook-imapi REQUIRED)
add_executable(client "{example}")
target_link_libraries(client redbook::imapi)
"""


def records(client, folder, redbook):
    out = run([client], REDBOOK_IMAPI_FOLDER=str(folder / "discs"), REDBOOK_IMAPI_STASH_FOLDER=str(folder / "stash"),
              REDBOOK_IMAPI_PROGRAM="/no/such/program")  # no drives
    assert out.endswith("recorded, read back and compared\n"), out
    assert sorted(os.listdir(folder / "discs")) == ["disc-001.bin", "disc-001.cue"], os.listdir(folder / "discs")
    assert os.listdir(folder / "stash") == []
    size = os.path.getsize(folder / "discs" / "disc-001.bin")
    assert size == (302 + 150 + 452) * 2352, size
    out = run([redbook, "verify", staged_disc(folder), folder / "discs" / "disc-001.cue"])
    assert "\n  verdict   verified\n" in out, out


def main():
    build, example = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    redbook = build / "cli/redbook"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prefix = folder / "prefix"
        run(["cmake", "--install", build, "--component", "imapi", "--prefix", prefix])
        flags = run(["pkg-config", "--cflags", "--libs", "redbook-imapi"],
                    PKG_CONFIG_PATH=str(prefix / "lib/pkgconfig")).split()
        for standard in ("c++11", "c++20"):
            client = folder / f"client-{standard}"
            run(["c++", f"-std={standard}", "-Wall", "-Wextra", "-Werror", example, "-o", client, *flags])
        records(client, folder, redbook)
        records_on_a_drive([client], build, folder)

        project = folder / "project"
        project.mkdir()
        (project / "CMakeLists.txt").write_text(CMAKE.format(example=example))
        run(["cmake", "-G", "Ninja", "-S", project, "-B", project / "build", f"-DCMAKE_PREFIX_PATH={prefix}"])
        run(["cmake", "--build", project / "build"])
        (folder / "again").mkdir()
        records(project / "build/client", folder / "again", redbook)


if __name__ == "__main__":
    main()
