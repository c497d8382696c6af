"""Recording on a drive, which is emulated."""

import subprocess
import sys
import unittest
from pathlib import Path

import redbook
from support import ALBUM, Case

BUILD = Path(redbook.__file__).parents[2]
EMUDRIVE = BUILD / "emulator" / "redbook-emudrive"
SCRIPT = """
import sys, redbook
album, work, folder = sys.argv[1:]
(drive,) = redbook.recorders()
if work == "list":
    print(drive.path, drive.sao, drive.tao, drive.medium.kind, drive.medium.blank, redbook.diagnose(drive.path))
elif work == "record":
    phases = []
    made = redbook.record(album, drive.path, stash_folder=folder, progress=lambda p: phases.append(p.phase.name))
    print(made.verdict.name, made.place, list(dict.fromkeys(phases)))
    print(redbook.compare(album, drive.path).verdict.name, redbook.open(drive.path).kind.name)
elif work == "full":
    redbook.record(album, drive.path, stash_folder=folder, verify=False)
    try:
        redbook.record(album, drive.path, stash_folder=folder)
    except redbook.Error as error:
        print(error.code.name, error.remedy.name)
elif work == "stop":
    def stop(progress):
        if progress.phase == redbook.Phase.writing:
            raise KeyboardInterrupt
    try:
        redbook.record(album, drive.path, stash_folder=folder, progress=stop)
    except KeyboardInterrupt:
        print("stopped", redbook.recorders()[0].medium.blank)
elif work == "cancel":
    try:
        redbook.record(album, drive.path, stash_folder=folder, progress=lambda p: p.phase.name != "writing")
    except redbook.Error as error:
        print(error.code.name, error.outcome.done, bool(error.outcome.stash))
"""


@unittest.skipUnless(EMUDRIVE.exists(), "the emulated drive is not built")
class Drives(Case):
    def on_drive(self, work):
        medium = self.folder / "medium.img"
        subprocess.run([EMUDRIVE, "--new", medium], check=True, capture_output=True)
        done = subprocess.run([EMUDRIVE, medium, "--", sys.executable, "-c", SCRIPT, ALBUM, work, self.folder],
                              capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def test_a_drive_is_listed_with_the_disc_in_it(self):
        self.assertEqual(self.on_drive("list"), "/dev/sr0 True True CD-R True []\n")

    def test_an_album_is_recorded_read_back_and_compared(self):
        self.assertEqual(self.on_drive("record"),
                         "verified /dev/sr0 ['staging', 'checking', 'writing', 'closing', 'reading_back']\nverified audio_disc\n")

    def test_a_written_disc_is_an_error(self):
        self.assertEqual(self.on_drive("full"), "not_blank none\n")

    def test_an_exception_stops_a_recording(self):
        self.assertEqual(self.on_drive("stop"), "stopped False\n")

    def test_a_recording_that_fails_is_an_error_with_an_outcome(self):
        self.assertEqual(self.on_drive("cancel"), "cancelled False True\n")


if __name__ == "__main__":
    unittest.main()
