#!/usr/bin/env python3
"""Completion, as it is typed into an interactive shell on a terminal: what the program gets is what was meant.

    shells_test.py bash|zsh SCRIPT
"""

import os
import pty
import select
import signal
import sys
import tempfile
import threading
import unittest
from pathlib import Path

SHELL, SCRIPT = sys.argv[1], Path(sys.argv[2]).resolve()
LONGEST_WAIT = 60

START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "source '{script}'\n"),
    "zsh": (["zsh", "-f", "-i"],
            "fpath=('{folder}' $fpath); autoload -Uz compinit; compinit -u -D; unsetopt beep auto_remove_slash; setopt interactive_comments\n"),
}

# What is typed after "redbook ", with \t where Tab is pressed, and the words that come of it.
TYPED = [
    ("mas\talb\t -o x.cue", ["master", "album/", "-o", "x.cue"]),
    ("help dri\t", ["help", "drives"]),
    ("--ver\t", ["--version"]),
    ("master album --format cue+w\t--stri\t", ["master", "album", "--format", "cue+wav", "--strict"]),
    ("master album --format=ddp\t--ids", ["master", "album", "--format=ddp", "--ids"]),
    ("master album --encoding shif\t", ["master", "album", "--encoding", "shift-jis"]),
    ("master album --language Jap\t", ["master", "album", "--language", "Japanese"]),
    ("master album --language=Sran\t", ["master", "album", "--language=Sranan Tongo"]),
    ("master album --progress js\t", ["master", "album", "--progress", "json"]),
    ("edit nig\t--mode t\t", ["edit", "night.stash", "--mode", "tao"]),
    ("edit my\\ n\t--cle\t", ["edit", "my night.stash", "--clear"]),
    ("edit album/in\t--drop\t", ["edit", "album/inner.stash", "--drop-last"]),
    ("edit night.stash --cdtext tex\t", ["edit", "night.stash", "--cdtext", "texts.v07t"]),
    ("edit night.stash --flags 3=PR\t", ["edit", "night.stash", "--flags", "3=PRE"]),
    ("burn night.stash --allow-without text,ind\t", ["burn", "night.stash", "--allow-without", "text,index"]),
    ("burn night.stash --recorder im\tdis\t", ["burn", "night.stash", "--recorder", "image:discs/"]),
    ("burn night.stash --stash-folder dis\t", ["burn", "night.stash", "--stash-folder", "discs/"]),
    ("export night.stash OUT --format=toc\t", ["export", "night.stash", "OUT", "--format=toc"]),
    ("stage night.stash nights\t", ["stage", "night.stash", "nights.txt"]),
    ("info -- nights\t", ["info", "--", "nights.txt"]),
    ("erase --fu\t", ["erase", "--full"]),
]
IN_BASH_ALONE = [
    ("master album --form\tcue+w\t", ["master", "album", "--format", "cue+wav"]),  # zsh adds "="
    ("edit night.stash --title=ma\t", ["edit", "night.stash", "--title=ma"]),  # only the user knows
    ("id night.stash --accuraterip nig\t", ["id", "night.stash", "--accuraterip", "nig"]),
]
FILES = ["night.stash", "nights.txt", "my night.stash", "album/inner.stash", "album/in.wav", "texts.v07t", "texts.wav"]


class Terminal:
    """A shell; what it prints is read so that it never waits."""

    def __init__(self, folder):
        self.child, self.end = pty.fork()
        if self.child == 0:
            os.chdir(folder)
            environment = {**os.environ, "TERM": "dumb", "LC_ALL": "C.UTF-8", "HOME": str(folder), "PS1": "> "}
            os.execvpe(START[SHELL][0][0], START[SHELL][0], environment)
        self.printed = b""
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        while True:
            try:
                data = os.read(self.end, 4096)
            except OSError:
                return
            if not data:
                return
            self.printed += data

    def type(self, text):
        os.write(self.end, text.encode())

    def close(self):
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self.end)


class Completion(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        name = tempfile.TemporaryDirectory()
        cls.addClassCleanup(name.cleanup)
        cls.folder = Path(name.name)
        (cls.folder / "discs").mkdir()
        for file in FILES:
            (cls.folder / file).parent.mkdir(exist_ok=True)
            (cls.folder / file).touch()
        cls.pipe = cls.folder / "got"
        os.mkfifo(cls.pipe)
        cls.shell = Terminal(cls.folder)
        cls.addClassCleanup(cls.shell.close)
        cls.shell.type(START[SHELL][1].format(script=SCRIPT, folder=SCRIPT.parent))
        cls.shell.type(f"redbook() {{ printf '%s\\n' \"$@\" END > '{cls.pipe}'; }}\n")

    def words(self, typed):
        """That the program gets."""
        pipe = os.open(self.pipe, os.O_RDWR)  # never at its end
        try:
            self.shell.type(f"redbook {typed}\n")
            got = b""
            while not got.endswith(b"END\n"):
                if not select.select([pipe], [], [], LONGEST_WAIT)[0]:
                    self.fail(f"{typed!r}: {SHELL} says nothing:\n{self.shell.printed.decode(errors='replace')}")
                got += os.read(pipe, 4096)
            return got.decode().splitlines()[:-1]
        finally:
            os.close(pipe)

    def test_what_is_typed_is_completed(self):
        for typed, expected in TYPED + (IN_BASH_ALONE if SHELL == "bash" else []):
            with self.subTest(typed):
                self.assertEqual(self.words(typed), expected)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
