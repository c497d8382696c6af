#!/usr/bin/env python3
"""The Debian packages as a user has them: in a clean Debian they are installed, used, upgraded and purged.

    debian_test.py PACKAGES SOURCE [ROOT.tar]    as root; PACKAGES has the .deb files of ./dev package

The clean system is made by mmdebstrap from the mirrors that this one has, and kept in ROOT.tar for the next run.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PACKAGES, SOURCE = (Path(argument).resolve() for argument in sys.argv[1:3])
ROOT_TAR = Path(sys.argv[3]) if len(sys.argv) > 3 else PACKAGES / "root.tar"
APT = Path("/etc/apt")
NAMES = ["libredbook-dev", "libredbook0", "python3-redbook", "redbook", "redbook-emudrive", "redbook-imapi-dev"]
OLDER = "0.0.9"


def run(command, **options):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False, **options)
    return done.returncode, done.stdout + done.stderr


def must(command, **options):
    code, text = run(command, **options)
    if code != 0:
        raise AssertionError(f"{command}: {code}\n{text}")
    return text


def field(deb, name):
    return must(["dpkg-deb", "-f", deb, name]).strip()


def make_root_tar():
    """The release and the mirrors are this system's, without those that are not Debian's."""
    settings = [f"--aptopt={file}" for file in sorted(APT.glob("apt.conf.d/99*"))]
    mirrors = [file for file in (APT / "sources.list.d/debian.sources", APT / "sources.list") if file.exists()]
    partial = ROOT_TAR.with_suffix(".part.tar")
    must(["mmdebstrap", "--variant=apt", *settings, "bookworm", partial, mirrors[0]])
    partial.rename(ROOT_TAR)


class Root:
    """A Debian with what is essential, and apt."""

    def __init__(self, folder):
        self.folder = folder
        must(["tar", "-xf", ROOT_TAR, "-C", folder])
        shutil.copy("/etc/resolv.conf", folder / "etc/resolv.conf")
        shutil.copytree(SOURCE / "examples/album", folder / "album")

    def command(self, script):
        return ["unshare", "--mount", "--pid", "--fork", f"--mount-proc={self.folder}/proc", "chroot", self.folder, "env", "-i",
                "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LC_ALL=C.UTF-8", "DEBIAN_FRONTEND=noninteractive",
                "REDBOOK_EMUDRIVE_HURRY=1", "bash", "-e", "-u", "-o", "pipefail", "-c", script]

    def run(self, script):
        return run(self.command(script))

    def must(self, script):
        return must(self.command(script))

    def install(self, debs, options=""):
        (self.folder / "debs").mkdir(exist_ok=True)
        for deb in debs:
            shutil.copy(deb, self.folder / "debs")
        names = " ".join(f"/debs/{deb.name}" for deb in debs)
        return self.must(f"apt-get install -y {options} {names}")

    def files(self):
        """Of all that a package could leave: not what apt and dpkg keep for themselves."""
        keeps = ("proc/", "debs/", "album/", "tmp/", "var/lib/dpkg/", "var/lib/apt/", "var/cache/", "var/log/")
        names = (str(p.relative_to(self.folder)) for place in ("etc", "usr", "var", "opt", "root")
                 for p in (self.folder / place).rglob("*"))
        return {n for n in names if not n.startswith(keeps)}


def older(deb, folder):
    """The same package as if it were of an older version."""
    tree, made = folder / "tree", folder / deb.name.replace(field(deb, "Version"), OLDER)
    must(["dpkg-deb", "-R", deb, tree])
    for file in ("control", "shlibs"):
        if (tree / "DEBIAN" / file).exists():
            text = (tree / "DEBIAN" / file).read_text()
            (tree / "DEBIAN" / file).write_text(text.replace(field(deb, "Version"), OLDER))
    must(["dpkg-deb", "--root-owner-group", "-b", tree, made])
    shutil.rmtree(tree)
    return made


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.debs = sorted(PACKAGES.glob("*.deb"))
        if os.geteuid() != 0:
            raise AssertionError("the packages are installed in a chroot, which takes root")
        if not ROOT_TAR.exists():
            make_root_tar()

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="redbook-root-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "root").mkdir()
        self.root = Root(self.folder / "root")
        self.root.must("apt-get update")

    def debs_of(self, *names):
        return [deb for deb in self.debs if field(deb, "Package") in names]

    def version(self):
        return re.search(r"^project\(redbook VERSION (\S+)", (SOURCE / "CMakeLists.txt").read_text(), re.M)[1]

    def test_there_are_these_and_their_version_is_that_of_the_build(self):
        self.assertEqual(sorted(field(deb, "Package") for deb in self.debs), NAMES)
        self.assertEqual({field(deb, "Version") for deb in self.debs}, {self.version()})

    def test_the_program_is_installed_used_upgraded_and_purged(self):
        before = self.root.files()
        debs = self.debs_of("redbook", "redbook-emudrive")
        self.root.install([older(deb, self.folder) for deb in debs], "--no-install-recommends")
        self.assertIn(OLDER, self.root.must("dpkg-query -W -f '${Version}' redbook"))
        self.uses_the_program("night")
        self.root.install(debs, "--no-install-recommends")
        self.assertEqual(self.root.must("dpkg-query -W -f '${Version}' redbook"), self.version())
        self.uses_the_program("day")
        self.assertEqual(self.root.must("dpkg --verify redbook redbook-emudrive"), "")
        self.root.must("apt-get purge -y redbook redbook-emudrive && apt-get autoremove --purge -y")
        self.root.must("rm -rf /root/.local /tmp/*")
        left = {n for n in self.root.files() - before if "redbook" in n}
        self.assertEqual(left, set())

    def uses_the_program(self, name):
        self.assertEqual(self.root.must("redbook --version"), f"redbook {self.version()}\n")
        text = self.root.must(f"redbook master /album -o /tmp/{name}.cue")
        self.assertTrue(text.endswith(f"/tmp/{name}.cue: written, read back and compared\n"), text)
        self.root.must(f"redbook-emudrive --new /tmp/{name}.img")
        text = self.root.must(f"redbook-emudrive /tmp/{name}.img -- redbook burn /tmp/{name}.cue")
        self.assertTrue(text.endswith("/dev/sr0: recorded, read back and compared\n"), text)

    def test_recommended_packages_read_what_only_they_can(self):
        self.root.install(self.debs_of("redbook"), "--install-recommends")
        self.root.must("redbook master /album --title Ночь --transliterate -o /tmp/night.cdt")

    def test_programs_are_built_with_the_library(self):
        self.root.install(self.debs_of("libredbook0", "libredbook-dev"), "--no-install-recommends")
        self.root.must("apt-get install -y --no-install-recommends g++ pkg-config")
        example = "/usr/share/doc/libredbook-dev/examples/master.cpp"
        self.root.must(f"c++ -std=c++20 {example} -o /tmp/client $(pkg-config --cflags --libs redbook)")
        self.assertEqual(self.root.must("/tmp/client /album /tmp/night.ddp/"),
                         "/tmp/night.ddp/: written, read back and compared\n")
        self.root.must("apt-get purge -y libredbook0 libredbook-dev")

    def test_python_has_the_module(self):
        self.root.install(self.debs_of("libredbook0", "python3-redbook"), "--no-install-recommends")
        script = "import redbook; print(redbook.master('/album', '/tmp/night.ddp/').verdict.name, redbook.__version__)"
        self.assertEqual(self.root.must(f'python3 -c "{script}"'), f"verified {self.version()}\n")
        self.root.must("apt-get purge -y libredbook0 python3-redbook")

    def test_programs_for_imapi_are_built(self):
        self.root.install(self.debs_of("redbook-imapi-dev"), "--no-install-recommends")
        self.root.must("apt-get install -y --no-install-recommends g++ pkg-config")
        shutil.copy(SOURCE / "examples/imapi_client.cpp", self.root.folder / "tmp")
        self.root.must("c++ -std=c++20 /tmp/imapi_client.cpp -o /tmp/client $(pkg-config --cflags --libs redbook-imapi)")
        self.root.must("apt-get purge -y redbook-imapi-dev")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
