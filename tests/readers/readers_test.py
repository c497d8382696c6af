#!/usr/bin/env python3
"""Has the program write discs in every format, has other programs read them, and compares what they found with what the
discs are. docs/readers.md is what came of it: the test fails if the page says something else.

usage: readers_test.py PROGRAM ROOT_OF_THE_TREE [--write]     --write: bring docs/readers.md up to date"""
import collections
import fnmatch
import json
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import discs
import known
import readers

PROGRAM, ROOT = sys.argv[1:3]
PAGE = os.path.join(ROOT, "docs/readers.md")
EXTENSIONS = {"cue+bin": ".cue", "cue+wav": ".cue", "toc": ".toc", "ccd": ".ccd", "ddp": "/"}
HEAD = """# Who reads what Redbook writes

Made by `tests/readers/readers_test.py`, which runs with the other tests: it has Redbook write the discs below in each
format, has each program read them, and compares what it found, fact by fact. Do not edit: the test fails if this page is not
what came of the run, and `readers_test.py PROGRAM ROOT --write` makes it anew.

"""

JUDGES = """`MD5` is that of a DDP set's image, audio and first pause. No program that Debian has reads DDP: what judges the other files
of a set are two that cue2ddp made and that Redbook makes again byte for byte (`tests/data/ddp_vectors`). Of a .sub, mednafen
refuses numbers that are none and tracks that are not there; its blocks are compared with libmirage's in the tests of `disc/subchannel`.""".splitlines()


def version_of(package):
    ran = subprocess.run(["dpkg-query", "-W", "-f=${Version}", package], capture_output=True, text=True, check=True)
    return ran.stdout.split(":")[-1].split("-")[0].split("+")[0]  # without epoch and Debian's part


def write_images(folder):
    """{(disc, format): sheet}"""
    sheets = {}
    for disc in discs.DISCS:
        source = disc.write(folder)
        for form, extension in EXTENSIONS.items():
            place = os.path.join(folder, "%s %s" % (disc.name, form))
            os.mkdir(place)
            sheets[disc.name, form] = os.path.join(place, "disc" + extension)
            subprocess.run([PROGRAM, "master", source, "-o", sheets[disc.name, form], "--format", form, "--quiet"],
                           check=True)
    return sheets


class Findings:
    """What each reader made of each format."""

    def __init__(self):
        self.agrees = collections.defaultdict(set)  # (reader, format): facts found as they are on every disc
        self.differs = []  # (reader, format, disc, fact)

    def judge(self, name, form, disc, found):
        right = disc.facts()
        for fact, value in found.items():
            if fact == "TOC" and len(value) == len(right["TOC"]) - 1:
                right["TOC"].pop()  # it does not tell the lead-out
            if value != right[fact]:
                self.differs.append((name, form, disc.name, fact))
            elif any(value):  # that there is nothing proves nothing
                self.agrees[name, form].add(fact)

    def read_all(self, sheets):
        for (disc_name, form), sheet in sheets.items():
            disc = next(d for d in discs.DISCS if d.name == disc_name)
            for name, reader in readers.READERS.items():
                if form not in reader.formats or disc.lead_out > reader.most_blocks:
                    continue
                try:
                    self.judge(name, form, disc, reader.read(sheet))
                except readers.Refused:
                    self.differs.append((name, form, disc_name, "all"))
        return self


def explanation_of(difference):
    """The place in known.DEFECTS of what explains it; -1: nothing does."""
    for place, defect in enumerate(known.DEFECTS):
        if all(fnmatch.fnmatchcase(word, pattern) for word, pattern in zip(difference, defect[:4])):
            return place
    return -1


def cell(findings, name, form):
    if form not in readers.READERS[name].formats:
        return "-"
    mine = [d for d in findings.differs if d[:2] == (name, form)]
    wrong = {fact for _, _, _, fact in mine}
    right = [fact for fact in discs.FACTS if fact in findings.agrees[name, form] - wrong]
    words = ["agrees: " + ", ".join(right)] if right else []
    notes = sorted({explanation_of(d) + 1 for d in mine})
    words += ["but " + ", ".join("[%d](#%d)" % (n, n) for n in notes)] if notes else []
    return "<br>".join(words)


def page(findings):
    lines = ["| reader | version | " + " | ".join(EXTENSIONS) + " |", "|---" * (len(EXTENSIONS) + 2) + "|"]
    for name, reader in readers.READERS.items():
        cells = [cell(findings, name, form) for form in EXTENSIONS]
        lines.append("| %s | %s | %s |" % (name, version_of(reader.package), " | ".join(cells)))
    lines += ["", "A fact is named where it was found as it is on every disc; a reader is asked for those that it tells. `-`: it does "
              "not read the format.", "", *JUDGES, "", "## Where they differ", "", "Each is a defect or a limit of the reader.", ""]
    for number, defect in enumerate(known.DEFECTS, 1):
        seen = sorted({d[2] for d in findings.differs if explanation_of(d) == number - 1})
        lines.append('<a id="%d"></a>%d. %s (%s)' % (number, number, defect[4], ", ".join(seen).replace("_", " ")))
    lines += ["", "## The discs", "", "| disc | what is on it |", "|---|---|"]
    lines += ["| %s | %s |" % (disc.name.replace("_", " "), disc.about) for disc in discs.DISCS]
    return HEAD + "\n".join(lines) + "\n"


class Readers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            sheets = write_images(folder)
            cls.findings = Findings().read_all(sheets)
            cls.ids = {place: cls.ids_of(sheet) for place, sheet in sheets.items()}

    @staticmethod
    def ids_of(sheet):
        told = subprocess.run([PROGRAM, "info", "--no-checksums", "--json", sheet], check=True, capture_output=True).stdout
        return json.loads(told)["result"]["discs"][0]["ids"]

    def test_every_difference_is_a_known_one(self):
        self.assertEqual([d for d in self.findings.differs if explanation_of(d) < 0], [])

    def test_every_known_difference_is_still_there(self):
        seen = {explanation_of(d) for d in self.findings.differs}
        self.assertEqual([d for n, d in enumerate(known.DEFECTS) if n not in seen], [])

    def test_every_reader_tells_something_of_every_format_it_reads(self):
        for name, reader in readers.READERS.items():
            for form in reader.formats:
                told = [d for d in self.findings.differs if d[:2] == (name, form) and d[3] != "all"]
                self.assertTrue(self.findings.agrees[name, form] or told, (name, form))

    def test_libdiscid_knows_every_image_by_the_same_id(self):
        for disc in discs.DISCS:
            toc = disc.facts()["TOC"]
            for form in EXTENSIONS:
                ids = self.ids[disc.name, form]
                self.assertEqual((ids["musicbrainz"], ids["freedb"]), readers.libdiscid(toc), (disc.name, form))

    def test_the_page_says_what_came_of_it(self):
        made = page(self.findings)
        if "--write" in sys.argv:
            with open(PAGE, "w", encoding="utf-8") as file:
                file.write(made)
        with open(PAGE, encoding="utf-8") as file:
            self.assertEqual(file.read(), made, "make it anew with --write")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
