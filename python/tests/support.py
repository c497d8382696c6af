"""What the tests share: albums, and a folder that is gone afterwards."""

import array
import functools
import tempfile
import unittest
import wave
from pathlib import Path

import redbook

SOURCE = Path(__file__).resolve().parents[2]
ALBUM = SOURCE / "examples" / "album"


@functools.cache
def noise(blocks, seed=1):
    """Blocks of audio as bytes, none like another."""
    words = array.array("H")
    for _ in range(blocks * redbook.BLOCK_SAMPLES * 2):
        seed = (seed * 1664525 + 1013904223) % (1 << 32)
        words.append(seed >> 16)
    return words.tobytes()


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def wav(self, name, audio):
        with wave.open(str(self.folder / name), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(44100)
            file.writeframes(audio)
        return self.folder / name

    def long_album(self, blocks=20000):
        """More than two minutes, whose audio is in a file with a hole: quickly made, and slow to master."""
        (self.folder / "long.bin").touch()
        with open(self.folder / "long.bin", "r+b") as file:
            file.truncate(blocks * redbook.BLOCK_BYTES)
        sheet = self.folder / "long.cue"
        sheet.write_text('FILE "long.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n', encoding="ascii")
        return sheet

    def raises(self, code, sentence, function, *arguments, **options):
        """Calls the function, which raises an Error with this code and exactly this sentence."""
        with self.assertRaises(redbook.Error) as caught:
            function(*arguments, **options)
        self.assertEqual((caught.exception.code, str(caught.exception)), (code, sentence))
        return caught.exception
