"""What the tests of examples/imapi_client.cpp share: the disc that it stages, and how it records on a drive."""

import math
import os
import struct
import subprocess
import sys
import wave


def run(command, **environment):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True,
                          env={**os.environ, **environment})
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def tone(hertz, blocks):
    samples = (int(8000 * math.sin(6.283185307 * hertz * n / 44100)) for n in range(blocks * 588))
    return b"".join(struct.pack("<hh", sample, sample) for sample in samples)


def staged_disc(folder):
    """The two tones as Track-at-Once lays them out: two blocks of run-out behind each, a gap of 150 between them."""
    with wave.open(str(folder / "staged.wav"), "wb") as out:
        out.setparams((2, 2, 44100, 0, "NONE", ""))
        out.writeframes(tone(440, 300) + bytes((2 + 150) * 2352) + tone(660, 450) + bytes(2 * 2352))
    sheet = folder / "staged.cue"
    sheet.write_text('FILE "staged.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n'
                     '  TRACK 02 AUDIO\n    INDEX 00 00:04:02\n    INDEX 01 00:06:02\n')
    return sheet


def records_on_a_drive(client, build, folder):
    """The drives of the Linux program in `build` are recorders, listed before the image recorder; under Wine, too."""
    redbook, emudrive, medium = build / "cli/redbook", build / "emulator/redbook-emudrive", folder / "medium.img"
    here = ("Z:" if str(client[-1]).endswith(".exe") else "") + str(folder)
    settings = {"REDBOOK_IMAPI_FOLDER": here + "/none", "REDBOOK_IMAPI_STASH_FOLDER": here + "/stash",
                "REDBOOK_IMAPI_PROGRAM": str(redbook)}
    run([emudrive, "--new", medium])
    out = run([emudrive, medium, "--", *client], **settings)
    assert out.endswith("\nclosing\nrecorded, read back and compared\n"), out
    assert not (folder / "none").exists(), "it was recorded as an image"
    assert os.listdir(folder / "stash") == []
    out = run([emudrive, medium, "--", redbook, "verify", staged_disc(folder), "/dev/sr0"])
    assert "\n  verdict   verified\n" in out, out
