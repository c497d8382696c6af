#!/usr/bin/env python3
"""`./dev install` asks for root only where it must, and says so where it cannot. What it runs is recorded, not done."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("bash", "cat", "cut", "dirname", "env", "id", "nproc", "realpath", "rm", "sed", "tr")
NOBODY = 65534


class DevInstall(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="redbook-dev-"))
        self.addCleanup(shutil.rmtree, self.folder)
        shutil.copy(ROOT / "dev", self.folder)
        self.bin = self.folder / "bin"
        self.bin.mkdir()
        for name in NEEDED:
            (self.bin / name).symlink_to(shutil.which(name))
        self.record("cmake")
        self.program("dpkg-query", "echo installed")
        (self.folder / "theirs").mkdir(mode=0o755)
        self.folder.chmod(0o777)
        self.user = os.geteuid() or NOBODY

    def program(self, name, text):
        (self.bin / name).write_text(f"#!/bin/bash\n{text}\n")
        (self.bin / name).chmod(0o755)

    def record(self, name):
        self.program(name, f'echo "{name} $*" >> "{self.folder}/run"')

    def install(self, prefix):
        if os.geteuid() != 0:
            (self.folder / "theirs").chmod(0o555)
        done = subprocess.run([self.folder / "dev", "install", prefix], capture_output=True, text=True, check=False,
                              env={"PATH": str(self.bin)}, user=self.user if os.geteuid() == 0 else None)
        ran = self.folder / "run"
        return done.returncode, done.stderr, ran.read_text().splitlines()[-1] if ran.exists() else ""

    def test_where_the_user_can_write_it_is_the_user_who_installs(self):
        self.record("sudo")
        prefix = self.folder / "ours/redbook"
        self.assertEqual(self.install(prefix), (0, "", f"cmake --install build/release --prefix {prefix}"))

    def test_elsewhere_it_is_root(self):
        self.record("sudo")
        prefix = self.folder / "theirs/redbook"
        self.assertEqual(self.install(prefix), (0, "", f"sudo cmake --install build/release --prefix {prefix}"))

    def test_without_sudo_it_says_what_it_needs_before_it_builds(self):
        prefix = self.folder / "theirs/redbook"
        self.assertEqual(self.install(prefix), (
            1, f"dev: {prefix} belongs to another user, and sudo is not installed; "
               "run ./dev install as root, or name a folder of yours: ./dev install ~/.local\n", ""))

    def test_packages_that_are_missing_are_named_where_there_is_no_sudo(self):
        self.program("dpkg-query", "[ $3 = ninja-build ] || [ $3 = g++ ] || echo installed")
        code, errors, ran = self.install(self.folder / "ours")
        self.assertEqual((code, ran), (1, ""))
        self.assertEqual(errors, "dev: sudo is not installed; run this as root: apt-get install g++ ninja-build\n")


if __name__ == "__main__":
    unittest.main()
