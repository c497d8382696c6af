#!/usr/bin/env python3
"""The programs in examples/ do what they say, are at most 30 lines long, and the README shows the first as it is.

    examples_test.py PROGRAMS EMUDRIVE SOURCE
"""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAMS, EMUDRIVE, SOURCE = (Path(argument).resolve() for argument in sys.argv[1:4])
ALBUM = SOURCE / "examples/album"


def run(program, *arguments, before=()):
    done = subprocess.run([*before, PROGRAMS / program, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


class Examples(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_master_makes_a_ddp_set_that_compare_finds_equal(self):
        out = f"{self.folder}/night.ddp"
        self.assertEqual(run("master", ALBUM, out + "/"), (0, f"{out}/: written, read back and compared\n", ""))
        code, text, errors = run("compare", ALBUM, out)
        self.assertEqual((code, errors), (0, ""))
        self.assertIn("audio of track 4     equal \n", text)

    def test_master_says_in_one_sentence_why_it_cannot(self):
        code, text, errors = run("master", self.folder / "none.cue", self.folder / "x.cue")
        self.assertEqual((code, text), (1, ""))
        self.assertRegex(errors, r"^\S+/none\.cue: .*\n$")

    def test_what_stage_blocks_stages_record_records(self):
        stash, medium = self.folder / "two.stash", self.folder / "medium.img"
        self.assertEqual(run("stage_blocks", stash), (0, "", ""))
        subprocess.run([EMUDRIVE, "--new", medium], check=True, capture_output=True)
        code, text, _ = run("record", stash, "/dev/sr0", before=(EMUDRIVE, medium, "--"))
        self.assertEqual((code, text), (0, "\n/dev/sr0: recorded, read back and compared\n"))

    def test_what_differs_is_named(self):
        self.assertEqual(run("stage_blocks", self.folder / "two.stash")[0], 0)
        code, text, errors = run("compare", ALBUM, self.folder / "two.stash")
        self.assertEqual((code, errors), (1, ""))
        self.assertRegex(text, r"(?m)^TOC +differs .*tracks")

    def test_each_fits_a_page(self):
        for name in ("master", "stage_blocks", "compare", "record"):
            lines = (SOURCE / f"examples/{name}.cpp").read_text(encoding="utf-8").splitlines()
            self.assertLessEqual(len(lines), 30, name)

    def test_the_readme_shows_the_first_as_it_is(self):
        self.assertIn((SOURCE / "examples/master.cpp").read_text(encoding="utf-8"),
                      (SOURCE / "README.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
