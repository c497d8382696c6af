"""pip installs the package, with its library, from a copy of the tree and without a network."""

import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

import redbook
from support import ALBUM, SOURCE, Case

TRY = """
import os, redbook
album = redbook.open(os.sys.argv[1])
print(redbook.__file__, redbook.master(album, os.sys.argv[2]).verdict.name, len(album.disc.tracks))
"""
NEEDED = subprocess.run([sys.executable, "-c", "import skbuild, venv, ensurepip, pip"], capture_output=True, check=False)


class CMake(Case):
    def test_cmake_installs_the_component_python(self):
        build = Path(redbook.__file__).parents[2]
        if not (build / "CMakeCache.txt").exists():
            self.skipTest("this is not the package of a build")
        subprocess.run(["cmake", "--install", build, "--component", "python", "--prefix", self.folder], check=True,
                       capture_output=True)
        package = self.folder / "lib" / "python3" / "dist-packages"
        self.assertEqual(sorted(file.name.split(".")[0] for file in (package / "redbook").iterdir()),
                         ["__init__", "__init__", "_redbook", "py"])
        environment = {**os.environ, "PYTHONPATH": str(package), "LD_LIBRARY_PATH": str(build / "redbook" / "package")}
        done = subprocess.run([sys.executable, "-c", "import redbook; print(redbook.__file__)"], env=environment,
                              capture_output=True, text=True, check=True)
        self.assertEqual(done.stdout, f"{package}/redbook/__init__.py\n")


@unittest.skipUnless(os.environ.get("REDBOOK_SLOW_TESTS") == "1" and NEEDED.returncode == 0,
                     "builds all of the library: with REDBOOK_SLOW_TESTS=1, and scikit-build, venv and pip installed")
class Pip(Case):
    def test_pip_installs_into_a_virtual_environment(self):
        tree, python = self.copy_of_tree(), self.folder / "venv" / "bin" / "python"
        self.run_in(self.folder, sys.executable, "-m", "venv", "--system-site-packages", "venv")
        self.run_in(tree, python, "-m", "pip", "install", "--no-build-isolation", "--no-index", ".")
        shutil.rmtree(tree)  # what was installed needs nothing of it
        out = self.run_in(self.folder, python, "-c", TRY, ALBUM, self.folder / "x.cue")
        self.assertRegex(out, rf"^{self.folder}/venv/lib/.*/redbook/__init__\.py verified 4\n$")
        package = self.folder / out.split("/redbook/__init__")[0] / "redbook"
        self.assertTrue((package / "py.typed").exists() and (package / "__init__.pyi").exists())

    def copy_of_tree(self):
        tree = self.folder / "tree"
        for file in self.run_in(SOURCE, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
            if file and not file.startswith("tests/"):
                (tree / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(SOURCE / file, tree / file)
        return tree

    def run_in(self, folder, *command):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        # The compiler cache takes every copy of the tree for the same.
        environment |= {"CCACHE_BASEDIR": str(self.folder / "tree"), "CCACHE_NOHASHDIR": "1"}
        done = subprocess.run([*map(str, command)], cwd=folder, env=environment, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout[-3000:] + done.stderr[-3000:])
        return done.stdout


if __name__ == "__main__":
    unittest.main()
