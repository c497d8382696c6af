#!/usr/bin/env python3
"""Writes PQ sheets of discs with the program and holds them against a parser of XML, against tidy, and against what
`redbook info --json` tells of the same disc.

usage: pq_sheet_test.py PROGRAM"""
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import unittest
import wave
import xml.etree.ElementTree as xml

PROGRAM = sys.argv[1]
HTML = "{http://www.w3.org/1999/xhtml}"
HOSTILE = ["</td></tr></table><script>alert(1)</script>", "Tom & Jerry <live>", "'quotes' and \"quotes\"", "&lt;&#60;", "{0} %s",
           "]]> <!-- -->", "夜の音楽 \U0001F3B5", "\u202Eright to left\u202C", "A" * 200]


def write_wav(path, seconds, seed=1):
    with wave.open(path, "wb") as file:
        file.setparams((2, 2, 44100, 0, "NONE", ""))
        file.writeframes(random.Random(seed).randbytes(seconds * 176400))


def text_of(element):
    return " ".join("".join(element.itertext()).split())


class PqSheet(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def run_program(self, *words, exit_code=0):
        ran = subprocess.run([PROGRAM, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True)
        self.assertEqual(ran.returncode, exit_code, ran.stdout + ran.stderr)
        return ran

    def disc(self, *words):
        return json.loads(self.run_program("info", "--json", *words).stdout)["result"]["discs"][0]

    def page(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            text = file.read()
        self.assertTrue(text.startswith("<!DOCTYPE html>\n"))
        return xml.fromstring(text)

    def expect_valid(self, name):
        """tidy knows HTML 5; it returns 0 only where it has nothing to say."""
        ran = subprocess.run(["tidy", "-e", "-q", "-utf8", self.path(name)], capture_output=True, text=True)
        self.assertEqual((ran.returncode, ran.stderr), (0, ""))

    def expect_tells(self, page, disc):
        """Every fact that the JSON has, once in its place."""
        facts = {text_of(f.find(HTML + "dt")): text_of(f.find(HTML + "dd")) for f in page.iter(HTML + "dl")}
        self.assertEqual(facts["UPC/EAN (MCN)"], disc.get("mcn", "none"))
        self.assertEqual(facts["Tracks"].split()[0], str(len(disc["tracks"])))
        self.assertEqual(facts["Total time"], disc["length"]["msf"])
        self.assertEqual(facts["Lead-out"], disc["lead_out"]["msf"])
        self.assertEqual(facts["CRC-32 of the disc"], disc["crc32"])
        for name, member in (("freedb", "freedb"), ("MusicBrainz disc id", "musicbrainz"), ("AccurateRip", "accuraterip")):
            self.assertEqual(facts[name], disc["ids"][member])
        bodies = page.findall("%sbody/%stable/%stbody" % (HTML, HTML, HTML))
        self.assertEqual(len(bodies), len(disc["tracks"]) + 1)
        for body, track in zip(bodies, disc["tracks"]):
            rows = [[text_of(cell) for cell in row] for row in body]
            self.assertEqual([row[:4] for row in rows],
                             [["%02d" % track["number"], "%02d" % i["index"], i["start"]["msf"], i["track_time"]["msf"]]
                              for i in track["indexes"]])
            for row, index in zip(rows, track["indexes"]):
                self.assertEqual(row[4], (track if index["index"] == 1 else index)["length"]["msf"])
            start = next(row for row in rows if row[1] == "01")
            title = track["texts"][0].get("title", "") if track["texts"] else ""
            self.assertIn(" ".join(title.split()), start[5])
            self.assertEqual(start[6], track.get("isrc", ""))
            flags = track["flags"]
            self.assertEqual(start[7:10], ["yes" if "PRE" in flags else "no",
                                           "SCMS" if "SCMS" in flags else "permitted" if "DCP" in flags else "prohibited",
                                           "4" if "4CH" in flags else "2"])
            self.assertEqual(start[10], track["crc32"])
        self.assertIn(disc["lead_out"]["msf"], [text_of(cell) for cell in bodies[-1][0]])

    def cue(self, tracks=3):
        write_wav(self.path("a.wav"), tracks * 5)
        lines = ["REM GENRE Jazz & Blues", "CATALOG 4006381333931", 'TITLE "Night <Music>"', 'FILE "a.wav" WAVE']
        for n in range(tracks):
            lines += ["TRACK %02d AUDIO" % (n + 1), 'TITLE "%s"' % HOSTILE[n % len(HOSTILE)].replace('"', "'"),
                      "FLAGS %s" % ["DCP PRE", "SCMS", "4CH"][n % 3], "ISRC DEXYZ26%05d" % n]
            lines += ["INDEX 00 %02d:%02d:00" % divmod(5 * n, 60)] if n else []
            lines += ["INDEX %02d %02d:%02d:%02d" % (i + 1, *divmod(5 * n, 60), 15 + 20 * i) for i in range(1 + n % 3)]
        with open(self.path("a.cue"), "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        return self.path("a.cue")

    def test_it_tells_what_the_json_tells(self):
        cue, sheet = self.cue(12), self.path("a.html")
        self.run_program("info", cue, "--pq-sheet", sheet)
        self.expect_valid("a.html")
        self.expect_tells(self.page("a.html"), self.disc(cue))

    def test_ninety_nine_tracks_are_ninety_nine_tracks(self):
        cue, sheet = self.cue(99), self.path("a.html")
        self.run_program("info", cue, "--pq-sheet", sheet)
        self.expect_valid("a.html")
        self.expect_tells(self.page("a.html"), self.disc(cue))

    def test_master_and_export_write_it_of_what_was_proven(self):
        cue, image = self.cue(), self.path("m.toc")
        ran = self.run_program("master", cue, "-o", image, "--pq-sheet", self.path("m.html"))
        self.assertIn("  PQ sheet  %s\n" % self.path("m.html"), ran.stdout)
        self.expect_valid("m.html")
        page = self.page("m.html")
        self.expect_tells(page, self.disc(cue))
        self.assertIn("written, read back and compared: verified", text_of(page))
        self.assertIn("Not held by this master: the SCMS flag", text_of(page))
        self.run_program("stage", self.path("s.stash"), cue)
        self.run_program("export", self.path("s.stash"), self.path("e.cue"), "--pq-sheet", self.path("e.html"))
        self.expect_tells(self.page("e.html"), self.disc(self.path("e.cue")))

    def test_of_track_at_once_it_tells_where_things_will_lie(self):
        self.run_program("stage", self.path("s.stash"), self.cue(), "--mode", "tao")
        self.run_program("info", self.path("s.stash"), "--pq-sheet", self.path("s.html"))
        self.run_program("export", self.path("s.stash"), self.path("t.cue"))
        self.expect_tells(self.page("s.html"), self.disc(self.path("t.cue")))

    def test_no_title_breaks_the_page(self):
        write_wav(self.path("tone.wav"), 5)
        for number, title in enumerate(HOSTILE + ["tab\there", "line\nbreak", "bell\a"]):
            sheet = "%d.html" % number
            self.run_program("master", self.path("tone.wav"), "--title", title, "--performer", title, "--track-title",
                             "1=" + title, "-o", self.path("%d.cue" % number), "--pq-sheet", self.path(sheet))
            self.expect_valid(sheet)
            page = self.page(sheet)
            self.assertEqual(len(list(page.iter())), len(list(self.page("0.html").iter())))
            self.assertEqual([e.tag for e in page.iter() if e.tag.endswith("script")], [])

    def expect_refused(self, words, exit_code, sentence):
        before = sorted(os.listdir(self.folder))
        ran = self.run_program(*words, exit_code=exit_code)
        self.assertEqual(ran.stderr, "redbook: " + sentence + "\n")
        self.assertEqual(sorted(os.listdir(self.folder)), before)

    def test_it_never_stands_in_the_place_of_something_else(self):
        cue, sheet = self.cue(), self.path("a.html")
        with open(sheet, "w") as file:
            file.write("mine")
        taken = sheet + ": is already there; give another name, or replace it with --force"
        self.expect_refused(["info", cue, "--pq-sheet", sheet], 1, taken)
        self.expect_refused(["master", cue, "-o", self.path("m.cue"), "--pq-sheet", sheet], 1, taken)
        self.run_program("info", cue, "--pq-sheet", sheet, "--force")
        self.page("a.html")
        os.rename(self.path("a.wav"), self.path("w.html"))
        self.expect_refused(["info", self.path("w.html"), "--pq-sheet", self.path("w.html"), "--force"], 1,
                            self.path("w.html") + ": is what the image is made from; give another name")
        same = self.path("m.html")
        self.expect_refused(["master", self.path("w.html"), "-o", same, "--format", "cue+bin", "--pq-sheet", same], 2,
                            same + ": is the image itself; give another name")

    def test_what_is_no_page_or_of_no_single_disc_is_refused(self):
        cue = self.cue()
        self.expect_refused(["info", cue, "--pq-sheet", self.path("a.pdf")], 2,
                            "--pq-sheet: '%s' is not a page of HTML; end its name in .html; see 'redbook info --help'" %
                            self.path("a.pdf"))
        self.expect_refused(["info", cue, cue, "--pq-sheet", self.path("a.html")], 2,
                            self.path("a.html") + ": a PQ sheet is of one disc; give one album")
        self.run_program("stage", self.path("s.stash"), cue)
        self.run_program("edit", self.path("s.stash"), "--clear")
        self.expect_refused(["info", self.path("s.stash"), "--pq-sheet", self.path("a.html")], 3,
                            self.path("s.stash") + ": a PQ sheet is of tracks, and there is none; stage one first")

    def test_a_full_disk_leaves_neither_the_sheet_nor_the_image_and_is_no_hindrance_later(self):
        def little_room():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
        words = [PROGRAM, "master", self.cue(), "--title", "Night", "-o", self.path("x.cdt"), "--pq-sheet", self.path("x.html")]
        ran = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, preexec_fn=little_room)
        self.assertEqual(ran.returncode, 1, ran.stderr)
        self.assertIn(self.path("x.html") + ": the disk is full", ran.stderr)
        self.assertFalse(os.path.exists(self.path("x.cdt")) or os.path.exists(self.path("x.html")))
        self.run_program(*words[1:])

    def test_without_checksums_it_has_none(self):
        self.run_program("info", self.cue(), "--no-checksums", "--pq-sheet", self.path("a.html"))
        self.assertNotIn("CRC-32 of the disc", [text_of(t) for t in self.page("a.html").iter(HTML + "dt")])

    def test_the_json_names_it(self):
        told = self.run_program("info", "--json", self.cue(), "--pq-sheet", self.path("a.html")).stdout
        self.assertEqual(json.loads(told)["result"]["pq_sheet"], self.path("a.html"))

    def test_it_needs_nothing_that_lies_elsewhere(self):
        self.run_program("info", self.cue(), "--pq-sheet", self.path("a.html"))
        with open(self.path("a.html"), encoding="utf-8") as file:
            self.assertIsNone(re.search(r"(src|href)\s*=|url\(|@import", file.read()))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
