#!/usr/bin/env python3
"""Writes PQ sheets of discs with the program and holds them against a parser of XML, tidy, pdftotext, pdffonts and
Python's csv, and against what `redbook info --json` tells of the same disc.

usage: pq_sheet_test.py PROGRAM"""
import csv
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


SCRIPTS = ["Night Train", "Überraschung", "Ночь и день", "夜の音楽", "שלום"]


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

    def run_program(self, *words, exit_code=0, **environment):
        ran = subprocess.run([PROGRAM, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                             env=dict(os.environ, **environment))
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

    def cue(self, tracks=3, titles=HOSTILE):
        write_wav(self.path("a.wav"), tracks * 5)
        lines = ["REM GENRE Jazz & Blues", "CATALOG 4006381333931", 'TITLE "Night <Music>"', 'FILE "a.wav" WAVE']
        for n in range(tracks):
            lines += ["TRACK %02d AUDIO" % (n + 1), 'TITLE "%s"' % titles[n % len(titles)].replace('"', "'"),
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

    def read(self, *words):
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout

    def test_the_pdf_has_every_title_time_and_isrc_on_numbered_pages(self):
        cue, sheet = self.cue(99, SCRIPTS), self.path("a.pdf")
        ran = self.run_program("info", cue, "--pq-sheet", sheet)
        self.assertNotIn("installed font", ran.stderr)
        disc = self.disc(cue)
        text = self.read("pdftotext", "-layout", sheet, "-")
        for track in disc["tracks"]:
            self.assertIn(track["isrc"], text)
            self.assertIn(track["crc32"], text)
            for index in track["indexes"]:
                line = r"\b%02d +%02d +%s +%s +%s" % (track["number"], index["index"], index["start"]["msf"], index["track_time"]["msf"],
                                                     (track if index["index"] == 1 else index)["length"]["msf"])
                self.assertRegex(text, line)
        for title in SCRIPTS:
            self.assertEqual(len(re.findall(title, text)), sum(t["texts"][0]["title"] == title for t in disc["tracks"]))
        self.assertRegex(text, "Lead-out +" + disc["lead_out"]["msf"])
        facts = self.read("pdfinfo", "-isodates", sheet)
        pages = int(re.search(r"Pages: +(\d+)", facts)[1])
        self.assertEqual(re.findall(r"Page (\d+) of (\d+)", text), [(str(n + 1), str(pages)) for n in range(pages)])
        self.assertEqual(len(re.findall("Track +Index +Absolute", text)), pages)
        self.assertRegex(facts, r"CreationDate: +20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ\n")
        self.assertRegex(facts, r"Title: +PQ sheet: Night <Music>\n")
        self.assertRegex(facts, r"Page size: +595.276 x 841.89 pts \(A4\)")

    def test_the_pdf_embeds_its_fonts(self):
        self.run_program("info", self.cue(5, SCRIPTS), "--pq-sheet", self.path("a.pdf"))
        fonts = self.read("pdffonts", self.path("a.pdf")).splitlines()[2:]
        self.assertTrue(fonts)
        for font in fonts:
            self.assertRegex(font, r" yes yes yes +\d+ +0$")

    def test_the_same_disc_gives_the_same_pdf(self):
        cue, pages = self.cue(12), []
        for name in ("a.pdf", "b.pdf"):
            self.run_program("info", cue, "--no-checksums", "--pq-sheet", self.path(name))
            text = self.read("pdftotext", "-layout", self.path(name), "-")
            with open(self.path(name), "rb") as file:
                fonts = sorted(re.findall(rb"/FontName /(\S+)", file.read()))
            pages.append((re.sub(r"\d+:\d+ UTC", "", text), fonts))
        self.assertEqual(pages[0], pages[1])

    def fonts(self, *folders):
        """Fontconfig with the fonts of these folders alone."""
        with open(self.path("fonts.conf"), "w") as file:
            file.write('<?xml version="1.0"?><fontconfig>%s<cachedir>%s</cachedir></fontconfig>' %
                       ("".join("<dir>%s</dir>" % f for f in folders), self.path("fonts.cache")))
        os.makedirs(self.path("fonts.cache"), exist_ok=True)
        return {"FONTCONFIG_FILE": self.path("fonts.conf")}

    def test_a_text_that_no_font_can_show_is_a_warning_and_strict_refuses_it(self):
        write_wav(self.path("tone.wav"), 5)
        sheet, fonts = self.path("a.pdf"), self.fonts("/usr/share/fonts/truetype/dejavu")
        words = ["master", self.path("tone.wav"), "--track-title", "1=夜の音楽", "--charset", "ms-jis", "--language", "japanese",
                 "-o", self.path("m.toc"), "--pq-sheet", sheet]
        warning = '%s: no installed font can show all of "夜の音楽"; install fonts-noto-cjk' % sheet
        self.expect_refused([*words, "--strict"], 3, warning, **fonts)
        self.assertEqual(self.run_program(*words, **fonts).stderr, "warning: %s\n" % warning)
        told = json.loads(self.run_program(*words, "--force", "--json", **fonts).stdout)
        self.assertEqual(told["warnings"], [warning])

    def test_without_any_font_pdf_is_refused_before_anything_is_written(self):
        fonts, sheet = self.fonts(), self.path("a.pdf")
        self.expect_refused(["master", self.cue(), "-o", self.path("m.cue"), "--pq-sheet", sheet], 3,
                            sheet + ": PDF needs a font, and none is installed; install fonts-dejavu-core", **fonts)

    def test_the_csv_tells_what_the_json_tells(self):
        cue = self.cue(12)
        self.run_program("info", cue, "--pq-sheet", self.path("a.csv"), "--label", "=Label", "--notes", 'say "hi", twice')
        disc = self.disc(cue)
        with open(self.path("a.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
        indexes = [(t, i) for t in disc["tracks"] for i in t["indexes"]]
        self.assertEqual(len(rows), len(indexes) + 1)
        for row, (track, index) in zip(rows, indexes):
            start, length = index["start"], (track if index["index"] == 1 else index)["length"]
            self.assertEqual([row["Track"], row["Index"], row["Absolute (mm:ss:ff)"], row["Absolute (LBA)"],
                              row["In track (mm:ss:ff)"], row["Length (mm:ss:ff)"], row["Length (blocks)"]],
                             ["%02d" % track["number"], "%02d" % index["index"], start["msf"], str(start["lba"]),
                              index["track_time"]["msf"], length["msf"], str(length["blocks"])])
            if index["index"] != 1:
                continue
            self.assertEqual(row["Title"], track["texts"][0]["title"])
            self.assertEqual(row["ISRC"], track["isrc"])
            self.assertEqual(row["CRC-32 (hexadecimal)"], track["crc32"])
            self.assertEqual(row["Copy"], "SCMS" if "SCMS" in track["flags"] else "permitted" if "DCP" in track["flags"] else "prohibited")
        self.assertEqual((rows[-1]["Track"], rows[-1]["Absolute (mm:ss:ff)"]), ("Lead-out", disc["lead_out"]["msf"]))
        for row in rows:
            self.assertEqual((row["Album title"], row["UPC/EAN (MCN)"], row["Label"], row["Notes"], row["CRC-32 of the disc (hexadecimal)"]),
                             ("Night <Music>", disc["mcn"], "'=Label", 'say "hi", twice', disc["crc32"]))

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

    def expect_refused(self, words, exit_code, sentence, **environment):
        before = sorted(os.listdir(self.folder))
        ran = self.run_program(*words, exit_code=exit_code, **environment)
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
        for words in (["info", cue], ["master", cue, "-o", self.path("m.cue")]):
            self.expect_refused([*words, "--pq-sheet", self.path("a.txt")], 2,
                                "--pq-sheet: '%s' is not a PQ sheet; end its name in .html, .pdf or .csv; see "
                                "'redbook %s --help'" % (self.path("a.txt"), words[0]))
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
