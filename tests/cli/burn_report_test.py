#!/usr/bin/env python3
"""Burns discs on an emulated drive and holds the pages about them against a parser of XML, against tidy, and against what
the program tells of the same recording in JSON.

usage: burn_report_test.py PROGRAM EMUDRIVE"""
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import unittest
import wave
import xml.etree.ElementTree as xml

PROGRAM, EMUDRIVE = sys.argv[1:3]
HTML = "{http://www.w3.org/1999/xhtml}"
HOSTILE = ["</td></tr></table><script>alert(1)</script>", "Tom & Jerry <live>", "'quotes' and \"quotes\"", "&lt;&#60;", "{0} %s"]


def text_of(element):
    return " ".join("".join(element.itertext()).split())


class BurnReport(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def run_program(self, *words, exit_code=0):
        env = {**os.environ, "REDBOOK_EMUDRIVE_HURRY": "1", "HOME": self.folder, "XDG_CONFIG_HOME": self.folder, "XDG_STATE_HOME": self.folder}
        ran = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=env)
        self.assertEqual(ran.returncode, exit_code, ran.stdout + ran.stderr)
        return ran.stdout

    def stash(self, tracks):
        files, titles = [], []
        for n in range(tracks):
            files.append(self.path("%d.wav" % n))
            titles += ["--track-title", "%d=%s" % (n + 1, HOSTILE[n % len(HOSTILE)])]
            with wave.open(files[-1], "wb") as file:
                file.setparams((2, 2, 44100, 0, "NONE", ""))
                file.writeframes(random.Random(n).randbytes(4 * 176400))
        self.run_program(PROGRAM, "stage", self.path("s.stash"), *files, "--title", HOSTILE[0], "--performer", HOSTILE[1],
                         "--mcn", "4006381333931", *titles)
        return self.path("s.stash")

    def burn(self, stash, name, *options, fault=(), exit_code=0):
        """The page, and what the program said in JSON."""
        medium = self.path(name + ".img")
        self.run_program(EMUDRIVE, "--new", medium)
        page = self.path(name + ".html")
        told = self.run_program(EMUDRIVE, medium, *fault, "--", PROGRAM, "burn", stash, "--report", page, "--json", *options,
                                exit_code=exit_code)
        ran = subprocess.run(["tidy", "-e", "-q", "-utf8", page], capture_output=True, text=True)
        self.assertEqual((ran.returncode, ran.stderr), (0, ""))
        with open(page, encoding="utf-8") as file:
            text = file.read()
        self.assertIsNone(re.search(r"(src|href)\s*=|url\(|@import", text), "it needs something that lies elsewhere")
        return xml.fromstring(text), json.loads(told)["result"]

    def facts(self, page):
        return {text_of(f.find(HTML + "dt")): text_of(f.find(HTML + "dd")) for f in page.iter(HTML + "dl")}

    def rows(self, page, table):
        tables = page.findall("%sbody/%stable" % (HTML, HTML))
        return [[text_of(cell) for cell in row] for row in tables[table].iter(HTML + "tr")][1:]

    def expect_tells(self, page, told):
        disc, facts = told["discs"][0], self.facts(page)
        self.assertEqual(facts["Verdict"], told["verdict"])
        self.assertEqual(facts["UPC/EAN (MCN)"], disc["mcn"])
        self.assertEqual(facts["Total time"], disc["length"]["msf"])
        self.assertEqual(facts["CRC-32 of the disc"], disc["crc32"])
        self.assertEqual(facts["AccurateRip"], disc["ids"]["accuraterip"])
        states = {i["item"]: i["state"] for i in told["items"]}
        self.assertEqual([(row[0], row[1], row[2], row[5], row[6]) for row in self.rows(page, 0)],
                         [("%02d" % t["number"], t["start"]["msf"], t["length"]["msf"], t["crc32"],
                           states["audio of track %d" % t["number"]]) for t in disc["tracks"]])
        others = [i for i in told["items"] if not i["item"].startswith("audio of track") or "detail" in i]
        self.assertEqual(self.rows(page, 1), [[i["item"], i["state"], " ".join(i.get("detail", "").split())] for i in others])

    def test_it_tells_what_the_json_tells(self):
        stash = self.stash(5)
        for name, options in (("sao", []), ("tao", ["--mode", "tao"])):
            page, told = self.burn(stash, name, *options)
            self.assertEqual(told["verdict"], "verified")
            self.expect_tells(page, told)
            self.assertEqual([e.tag for e in page.iter() if e.tag.endswith("script")], [])

    def test_ninety_nine_tracks_are_ninety_nine_tracks(self):
        page, told = self.burn(self.stash(99), "many")
        self.expect_tells(page, told)

    def test_a_difference_and_a_failure_have_their_page(self):
        stash = self.stash(2)
        page, told = self.burn(stash, "differs", fault=["--fault", "flip-bit@400=7"], exit_code=5)
        self.expect_tells(page, told)
        page, told = self.burn(stash, "failed", fault=["--fault", "write-error@400"], exit_code=7)
        self.assertRegex(self.facts(page)["Verdict"], "^failed: /dev/sr0: .*3/0C/00")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
