#!/usr/bin/env python3
"""A program outside the tree builds against what was installed, by pkg-config and by CMake, and records; `redbook verify`
compares what it recorded with what it staged.

    package_test.py BUILD EXAMPLE
"""

import math
import os
import struct
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

CMAKE = """
cmake_minimum_required(VERSION 3.25)
project(client CXX)
set(CMAKE_CXX_STANDARD 17)
find_package(redbook-imapi REQUIRED)
add_executable(client "{example}")
target_link_libraries(client redbook::imapi)
"""


def run(command, **environment):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True,
                          env={**os.environ, **environment})
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def tone(hertz, blocks):
    samples = (int(8000 * math.sin(6.283185307 * hertz * n / 44100)) for n in range(blocks * 588))
    return b"".join(struct.pack("<hh", sample, sample) for sample in samples)


def staged_disc(folder):
    """The two tones as Track-at-Once lays them out: two blocks of run-out behind each, a gap of 150 between them."""
    with wave.open(str(folder / "staged.wav"), "wb") as out:
        out.setparams((2, 2, 44100, 0, "NONE", ""))
        out.writeframes(tone(440, 300) + bytes((2 + 150) * 2352) + tone(660, 450) + bytes(2 * 2352))
    sheet = folder / "staged.cue"
    sheet.write_text('FILE "staged.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n'
                     '  TRACK 02 AUDIO\n    INDEX 00 00:04:02\n    INDEX 01 00:06:02\n')
    return sheet


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


def records_on_a_drive(client, folder, build):
    """The drives of the installed program are recorders, in front of the image recorder."""
    redbook, emudrive, medium = build / "cli/redbook", build / "emulator/redbook-emudrive", folder / "medium.img"
    run([emudrive, "--new", medium])
    out = run([emudrive, medium, "--", client], REDBOOK_IMAPI_FOLDER=str(folder / "none"),
              REDBOOK_IMAPI_STASH_FOLDER=str(folder / "stash"), REDBOOK_IMAPI_PROGRAM=str(redbook))
    assert out.endswith("recorded, read back and compared\n"), out
    assert not (folder / "none").exists()
    out = run([emudrive, medium, "--", redbook, "verify", staged_disc(folder), "/dev/sr0"])
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
        records_on_a_drive(client, folder, build)

        project = folder / "project"
        project.mkdir()
        (project / "CMakeLists.txt").write_text(CMAKE.format(example=example))
        run(["cmake", "-S", project, "-B", project / "build", f"-DCMAKE_PREFIX_PATH={prefix}"])
        run(["cmake", "--build", project / "build"])
        (folder / "again").mkdir()
        records(project / "build/client", folder / "again", redbook)


if __name__ == "__main__":
    main()
