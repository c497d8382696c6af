#!/usr/bin/env python3
"""A program outside the tree builds against the installed library and masters an album: by CMake with the shared and the
static library, and by pkg-config. What the shared library exports is listed in exports.txt.

    package_test.py BUILD SOURCE          tests
    package_test.py BUILD SOURCE --list   prints the names that BUILD's library exports, for exports.txt
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

CMAKE = """
cmake_minimum_required(VERSION 3.25)
project(client CXX)
find_package(redbook 0.1 REQUIRED {components})
add_executable(client "{source}")
target_link_libraries(client PRIVATE {library})
"""


def run(command, code=0, **environment):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, env={**os.environ, **environment})
    if done.returncode != code:
        sys.exit(f"{command[0]} ended with {done.returncode}, not {code}:\n{done.stdout}{done.stderr}")
    return done


def symbols(library):
    """(kind, name with parameters) of what the library defines for others."""
    for line in run(["nm", "-DC", "--defined-only", library]).stdout.splitlines():
        found = re.match(r"[0-9a-f]* +(\w) (.*)", line)
        yield found[1], found[2].replace("[abi:cxx11]", "")


def exported_names(library):
    """Functions and variables with code or data of their own: not what every program that includes a header has, too."""
    return sorted({name.split("(")[0] for kind, name in symbols(library) if kind not in "WVu"})


def exports_what_is_listed(library, listed):
    names = exported_names(library)
    missing, more = sorted(set(listed) - set(names)), sorted(set(names) - set(listed))
    assert not missing and not more, f"no more exported: {missing}; not listed in exports.txt: {more}"
    foreign = [name for kind, name in symbols(library)
               if kind in "WVu" and not re.match(r"((typeinfo|typeinfo name|vtable) for )?redbook::", name)]
    assert not foreign, foreign
    assert re.search(r"SONAME +libredbook\.so\.0$", run(["objdump", "-p", library]).stdout, re.M)


def masters(client, folder, source, redbook, libraries=""):
    """Its errors are caught as what they are: the type is the same on both sides of the shared library."""
    out = folder / "night.ddp/"
    done = run([client, source / "examples/album", f"{out}/"], LD_LIBRARY_PATH=libraries)
    assert done.stdout == f"{out}/: written, read back and compared\n", done.stdout
    verdict = run([redbook, "verify", source / "examples/album", out]).stdout
    assert "\n  verdict   verified\n" in verdict, verdict
    done = run([client, folder / "none.cue", folder / "x.cue"], code=1, LD_LIBRARY_PATH=libraries)
    assert done.stderr.startswith(f"{folder}/none.cue: ") and done.stderr.count("\n") == 1, done.stderr
    return "libredbook.so.0 => " + libraries in run(["ldd", client], LD_LIBRARY_PATH=libraries).stdout


def built_by_cmake(folder, prefix, example, library, components=""):
    folder.mkdir()
    (folder / "CMakeLists.txt").write_text(CMAKE.format(source=example, library=library, components=components))
    run(["cmake", "-G", "Ninja", "-S", folder, "-B", folder / "build", f"-DCMAKE_PREFIX_PATH={prefix}"])
    run(["cmake", "--build", folder / "build"])
    return folder / "build/client"


def built_by_pkg_config(folder, prefix, example):
    folder.mkdir()
    flags = run(["pkg-config", "--cflags", "--libs", "redbook"], PKG_CONFIG_PATH=str(prefix / "lib/pkgconfig"))
    run(["c++", "-std=c++20", "-Wall", "-Wextra", "-Werror", example, "-o", folder / "client", *flags.stdout.split()])
    return folder / "client"


def main():
    build, source = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    redbook, library = build / "cli/redbook", build / "redbook/package/libredbook.so"
    if "--list" in sys.argv:
        print("\n".join(exported_names(library)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prefix = folder / "prefix"
        run(["cmake", "--install", build, "--component", "library", "--prefix", prefix])
        exports_what_is_listed(prefix / "lib/libredbook.so",
                               (Path(__file__).parent / "exports.txt").read_text().splitlines())
        example, lib = prefix / "share/doc/redbook/examples/master.cpp", str(prefix / "lib")
        shared = built_by_cmake(folder / "shared", prefix, example, "redbook::redbook")
        assert masters(shared, folder / "shared", source, redbook, lib)
        static = built_by_cmake(folder / "static", prefix, example, "redbook::static", "COMPONENTS static")
        assert not masters(static, folder / "static", source, redbook)
        by_pkg_config = built_by_pkg_config(folder / "pkg-config", prefix, example)
        assert masters(by_pkg_config, folder / "pkg-config", source, redbook, lib)


if __name__ == "__main__":
    main()
