"""The stub agrees with the module, the examples pass mypy, enumerations are those of C++, and all of it is described."""

import contextlib
import csv
import doctest
import enum
import importlib.util
import inspect
import io
import os
import pydoc
import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

import redbook
from support import ALBUM, SOURCE, Case, noise

PACKAGE = Path(redbook.__file__).parent
EXAMPLES = SOURCE / "python" / "examples"
HAS_NUMPY = importlib.util.find_spec("numpy") is not None
HAS_MYPY = subprocess.run([sys.executable, "-c", "import mypy.stubtest"], capture_output=True, check=False).returncode == 0


def run_python(*arguments, **options):
    environment = {**os.environ, "MYPYPATH": str(PACKAGE.parent), "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run([sys.executable, *map(str, arguments)], capture_output=True, text=True, check=False,
                          env=environment, **options)
    return done.returncode, done.stdout + done.stderr


class Types(Case):
    @unittest.skipUnless(HAS_MYPY, "mypy is not installed")
    def test_the_stub_agrees_with_the_module(self):
        allowed = SOURCE / "python" / "tests" / "stubtest_allowlist.txt"
        code, text = run_python("-m", "mypy.stubtest", "redbook", "--allowlist", allowed, cwd=self.folder)
        self.assertEqual(code, 0, text)

    @unittest.skipUnless(HAS_MYPY, "mypy is not installed")
    def test_the_examples_and_the_stub_are_typed_strictly(self):
        files = [*EXAMPLES.glob("*.py"), PACKAGE / "__init__.pyi"]
        code, text = run_python("-m", "mypy", "--strict", *files, cwd=self.folder)
        self.assertEqual(code, 0, text)

    @unittest.skipUnless(HAS_MYPY, "mypy is not installed")
    def test_wrong_types_are_found(self):
        wrong = self.folder / "wrong.py"
        wrong.write_text("import redbook\nredbook.open(1)\nredbook.open('a', joined=True)\nredbook.msf(1) + 1\n"
                         "redbook.Staging.create('a').append('text')\n", encoding="ascii")
        code, text = run_python("-m", "mypy", "--strict", wrong, cwd=self.folder)
        self.assertEqual((code, re.findall(r"^\w+\.py:(\d+): error", text, re.M)), (1, ["2", "3", "4", "5"]), text)

    def test_the_package_says_that_it_is_typed(self):
        self.assertTrue((PACKAGE / "py.typed").exists())

    def test_enumerations_have_the_members_of_cpp(self):
        headers = "\n".join(path.read_text(encoding="utf-8") for path in (SOURCE / "redbook").rglob("*.h"))
        for name, members in self.enumerations():
            body = re.search(rf"enum class {name}\b[^{{]*{{(.*?)}}", headers, re.S)[1]
            self.assertEqual([m.name for m in members],
                             re.findall(r"(\w+)(?: = \w+)?(?:,|\s*$)", re.sub(r"//.*", "", body)), name)

    @staticmethod
    def enumerations():
        return inspect.getmembers(redbook, lambda found: isinstance(found, enum.EnumMeta))

    def test_defaults_are_what_help_shows(self):
        self.assertEqual(str(inspect.signature(redbook.compare)), "(a, b, *, progress=None)")
        self.assertEqual(str(inspect.signature(redbook.Album.read)), "(self, first, count=1)")
        self.assertIn("pause=0, gain_db=0.0, downmix=False", str(inspect.signature(redbook.open)))


class Help(unittest.TestCase):
    def test_everything_public_is_described(self):
        self.assertEqual(sorted(redbook.__all__), sorted(set(redbook.__all__)))
        self.assertEqual([name for name in dir(redbook) if name[0] != "_" and name not in redbook.__all__], [])
        for name in redbook.__all__:
            found = getattr(redbook, name)
            if isinstance(found, int):
                continue
            self.assertTrue(found.__doc__, name)
            self.assertEqual(found.__module__, "redbook", name)
            if inspect.isclass(found):
                for member, value in vars(found).items():
                    if member[0] != "_" and not issubclass(found, (enum.Enum, Exception)):
                        self.assertTrue(inspect.getdoc(value), f"{name}.{member}")

    def test_help_shows_no_trace_of_how_it_is_made(self):
        text = pydoc.plaintext.document(redbook)
        for trace in ("PyCapsule", "_redbook.", "std::", "arg0", "Overloaded"):
            self.assertNotIn(trace, text)


class Examples(Case):
    def test_a_folder_of_albums_becomes_ddp_sets_with_a_csv(self):
        albums, out = self.folder / "albums", self.folder / "masters"
        shutil.copytree(ALBUM, albums / "good")
        (albums / "empty").mkdir()
        code, text = run_python(EXAMPLES / "albums_to_ddp.py", albums, out)
        self.assertEqual((code, text), (1, ""))
        with open(out / "results.csv", newline="", encoding="utf-8") as file:
            empty, good = csv.DictReader(file)
        self.assertEqual((good["album"], good["verdict"], good["tracks"], good["length"]),
                         ("good", "verified", "4", "00:22:38"))
        self.assertEqual(good["musicbrainz"], redbook.identify(albums / "good").ids.musicbrainz)
        self.assertEqual((empty["album"], empty["verdict"]), ("empty", "failed"))
        self.assertTrue(empty["what"].startswith(f"{albums}/empty: "), empty["what"])
        self.assertTrue(redbook.compare(albums / "good", out / "good").verified)

    def test_it_succeeds_if_all_albums_do_and_fits_25_lines(self):
        self.wav("1.wav", noise(300))
        (self.folder / "albums" / "one").mkdir(parents=True)
        (self.folder / "1.wav").rename(self.folder / "albums" / "one" / "1.wav")
        example = EXAMPLES / "albums_to_ddp.py"
        self.assertEqual(run_python(example, self.folder / "albums", self.folder / "out"), (0, ""))
        self.assertLessEqual(len(example.read_text(encoding="utf-8").splitlines()), 25)

    def test_the_page_shows_it_as_it_is(self):
        self.assertIn((EXAMPLES / "albums_to_ddp.py").read_text(encoding="utf-8"),
                      (SOURCE / "docs" / "python.md").read_text(encoding="utf-8"))

    @unittest.skipUnless(HAS_NUMPY, "NumPy is not installed")
    def test_what_the_page_shows_is_what_comes_out(self):
        shutil.copytree(ALBUM, self.folder / "album")
        (self.folder / "discs").mkdir()
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.folder)
        page = (SOURCE / "docs" / "python.md").read_text(encoding="utf-8")
        names, shown = {}, []
        for block in re.findall(r"```python\n(.*?)```", page, re.S):
            if block.startswith(">>>"):
                test = doctest.DocTestParser().get_doctest(block, names, "python.md", None, 0)
                doctest.DocTestRunner(verbose=False).run(test, out=shown.append, clear_globs=False)
                names = test.globs
            elif "sys.argv" not in block:
                with contextlib.redirect_stdout(io.StringIO()):
                    exec(block, names)  # pylint: disable=exec-used
        self.assertEqual("".join(shown), "")
        self.assertEqual(redbook.open("tone.stash").disc.tracks[0].title, "440 Hz")


if __name__ == "__main__":
    unittest.main()
