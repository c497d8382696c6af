#!/usr/bin/env python3
"""Every example in the manual pages and in --help does what it says. Those of a page are run in their order, in a folder that has what
they begin with, where a drive has a disc in it: a blank one to record on, else one that is recorded.

    examples_test.py REDBOOK EMUDRIVE MAN SOURCE
"""

import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

REDBOOK, EMUDRIVE, MAN, SOURCE = (Path(argument).resolve() for argument in sys.argv[1:5])

# What an example begins with that the others do not.
BEFORE = {
    "redbook verify album/ night.cue --pause 2s": "redbook master album/ -o night.cue --pause 2s --force",
}


def plain(line):
    for roff, text in (("\\-", "-"), ("\\(aq", "'"), ("\\(ti", "~"), ("\\e", "\\")):
        line = line.replace(roff, text)
    return line


def examples(page):
    """(exit code, script) of each example."""
    found, block, code = [], None, 0
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith('.\\" exit '):
            code = int(line.split()[-1])
        elif line == ".EX":
            block = []
        elif line == ".EE":
            found.append((code, "\n".join(block)))
            block, code = None, 0
        elif block is not None:
            block.append(plain(line))
    return found


def help_examples(command):
    text = subprocess.run([REDBOOK, command, "--help"], capture_output=True, text=True, check=True).stdout
    return [line.strip() for line in text.split("\nExample:\n")[1].splitlines() if line.strip()]


class Desk:
    """A folder with albums, images and discs."""

    def __init__(self, folder):
        self.folder = folder
        programs = folder / "bin"
        programs.mkdir()
        for program in (REDBOOK, EMUDRIVE):
            (programs / program.name).symlink_to(program)
        self.environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "REDBOOK_EMUDRIVE_HURRY": "1",
                            "HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"),
                            "XDG_STATE_HOME": str(folder / "state")}

    def run(self, script, within=None, medium=None):
        shell = ["bash", "-e", "-u", "-c", script]
        if medium:
            shell = [EMUDRIVE, medium, "--", *shell]
        done = subprocess.run(shell, capture_output=True, text=True, check=False, cwd=within or self.folder,
                              env=self.environment)
        return done.returncode, done.stdout + done.stderr

    def must(self, script, **options):
        code, text = self.run(script, **options)
        assert code == 0, f"{script}: {code}\n{text}"

    def furnish(self):
        shutil.copytree(SOURCE / "examples/album", self.folder / "files/album")
        shutil.copy(SOURCE / "examples/album/01 - Lead-in.flac", self.folder / "files/bonus.flac")
        files = self.folder / "files"
        for folder in (self.folder, files):
            (folder / "discs").mkdir()
        self.must("redbook stage night.stash album; redbook master album -o night.cue", within=files)
        answer = struct.pack("<BIII", 4, 0xFD2, 0x3FBA, 0x15001604)
        for crc in (0x0531584D, 0x08493A49, 0xF2C5EE96, 0x5636DE4E):
            answer += struct.pack("<BII", 1, crc, 0)
        (files / "dBAR-004-00000fd2-00003fba-15001604.bin").write_bytes(answer)
        self.must("redbook export night.stash texts.v07t; redbook master album -o rip.cue", within=files)
        for name in ("english", "german", "japanese"):
            shutil.copy(files / "texts.v07t", files / f"{name}.v07t")
        self.must("redbook-emudrive --new recorded.img")
        self.must("redbook burn files/night.stash --drive /dev/sr0", medium=self.folder / "recorded.img")

    def page_folder(self, page, script):
        """What its examples make is not there before."""
        folder = self.folder / page
        shutil.copytree(self.folder / "files", folder)
        for made, words in (("night.cue", r"(-o|export night\.stash) night\.cue"), ("night.stash", r"stage night\.stash album")):
            if re.search(words, script):
                (folder / made).unlink()
                if made == "night.cue":
                    (folder / "night.bin").unlink()
        return folder

    def medium_for(self, script, name):
        """Each example that needs one has a disc of its own."""
        medium = self.folder / f"{name}.img"
        if not re.search(r"/dev/sr0|redbook (drives|doctor)", script) or "redbook-emudrive" in script:
            return None
        if "redbook burn" in script:
            self.must(f"redbook-emudrive --new {medium}")
        elif "redbook erase" in script:
            self.must(f"redbook-emudrive --new {medium} --rw")
            self.must("redbook burn files/night.stash --drive /dev/sr0", medium=medium)
        else:
            self.must(f"cp --sparse=always recorded.img {medium}")
        return medium


class Examples(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.desk = Desk(Path(folder.name))
        cls.desk.furnish()

    def complaint(self, name, scripts):
        folder = self.desk.page_folder(name, "\n".join(script for _, script in scripts))
        for number, (expected, script) in enumerate(scripts):
            medium = self.desk.medium_for(script, f"{name}.{number}")
            if script in BEFORE:
                self.desk.must(BEFORE[script], within=folder)
            code, text = self.desk.run(script, within=folder, medium=medium)
            if code != expected:
                return f"{name}: {script}\nended with {code}, not {expected}:\n{text}"
        return ""

    def complaints(self, pages):
        with ThreadPoolExecutor(4) as pool:
            return "\n".join(filter(None, pool.map(lambda page: self.complaint(*page), pages)))

    def test_those_of_every_page_of_a_command(self):
        pages = [(page.name, examples(page)) for page in sorted(MAN.glob("man1/*"))]
        self.assertGreater(len(pages), 10)
        self.assertEqual(self.complaints(pages), "")

    def test_those_of_the_help_of_every_command(self):
        commands = [page.stem.removeprefix("redbook-") for page in MAN.glob("man1/redbook-*")]
        commands.remove("emudrive")
        self.assertEqual(self.complaints([(c, [(0, line) for line in help_examples(c)]) for c in commands]), "")

    def test_every_page_of_a_command_has_one(self):
        for page in MAN.glob("man1/*"):
            self.assertTrue(examples(page), page.name)

    def test_that_of_the_configuration_is_taken(self):
        ((_, text),) = examples(MAN / "man5/redbook-config.5")
        config = self.desk.folder / "config-home/redbook"
        config.mkdir(parents=True)
        (config / "config.toml").write_text(text + "\n", encoding="utf-8")
        self.desk.must(f"XDG_CONFIG_HOME={config.parent} redbook burn files/night.stash --recorder image:discs")
        (config / "config.toml").write_text(text + "\nx = 1\n", encoding="utf-8")
        code, text = self.desk.run(f"XDG_CONFIG_HOME={config.parent} redbook burn files/night.stash --recorder image:discs")
        self.assertEqual((code, "there is no key 'x'" in text), (3, True), text)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
