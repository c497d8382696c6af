#!/usr/bin/env python3
"""Every manual page is formatted without a warning, in 80 columns, by man and by mandoc.

    man_test.py MAN
"""

import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

PAGES = sorted(Path(sys.argv[1]).glob("man*/*"))


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False,
                          env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "80", "MANROFFSEQ": ""})
    return done.returncode, done.stderr, done.stdout


class Man(unittest.TestCase):
    def test_there_are_pages(self):
        self.assertGreater(len(PAGES), 10)

    def test_man_warns_of_nothing(self):
        for page in PAGES:
            self.assertEqual(run("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page)[:2], (0, ""), page)

    def test_mandoc_warns_of_nothing(self):
        for page in PAGES:
            self.assertEqual(run("mandoc", "-T", "lint", "-W", "warning", page), (0, "", ""), page)

    def test_a_terminal_of_80_columns_shows_all_of_it(self):
        for page in PAGES:
            for line in run("man", "-E", "UTF-8", "-l", "-Tutf8", page)[2].splitlines():
                shown = re.sub(".\b", "", line)  # bold is a letter over itself
                self.assertLessEqual(len(shown), 80, (page, shown))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
