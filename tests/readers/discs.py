"""The discs that the readers are given, and what every reader must find on them. Addresses are LBA; times and lengths
are in blocks of 1/75 s."""
import dataclasses
import functools
import hashlib
import os
import random
import struct

BLOCK = 2352
FLAGS = ("DCP", "PRE", "4CH", "SCMS")
FIRST_PAUSE = 150  # before LBA 0
FACTS = ("TOC", "lengths", "pauses", "indexes", "flags", "ISRC", "MCN", "titles", "performers", "audio", "MD5")


@dataclasses.dataclass
class Track:
    length: int  # from INDEX 01 to the next track's INDEX 00
    pause: int = 0  # INDEX 00; of the first track counted from LBA 0
    indexes: tuple = ()  # INDEX 02 and above, counted from INDEX 01
    flags: tuple = ()
    isrc: str = ""
    title: str = ""
    performer: str = ""


@dataclasses.dataclass
class Disc:
    name: str
    about: str
    tracks: list
    mcn: str = ""
    title: str = ""
    performer: str = ""
    silent_pauses: bool = False

    def __post_init__(self):
        self.starts, at = [], 0  # (INDEX 00, INDEX 01)
        for track in self.tracks:
            self.starts.append((at, at + track.pause))
            at += track.pause + track.length
        self.lead_out = at

    @functools.cached_property
    def audio(self):
        """From LBA 0 to the lead-out, another for each disc; of a long one a block in ten."""
        noise = bytearray(random.Random(self.name).randbytes(min(self.lead_out, 3000) * BLOCK))
        for first in range(3000, self.lead_out, 10):
            block = first % 3000 * BLOCK
            noise += noise[block:block + BLOCK] + bytes(9 * BLOCK)
        del noise[self.lead_out * BLOCK:]
        if self.silent_pauses:
            for index00, index01 in self.starts:
                noise[index00 * BLOCK:index01 * BLOCK] = bytes((index01 - index00) * BLOCK)
        return bytes(noise)

    def facts(self):
        """What a reader may find out; each tells of the facts that it knows."""
        return {
            "TOC": [index01 for _, index01 in self.starts] + [self.lead_out],
            "lengths": [track.pause + track.length for track in self.tracks],
            "pauses": [track.pause for track in self.tracks],
            "indexes": [tuple(track.indexes) for track in self.tracks],
            "flags": [tuple(f for f in FLAGS if f in track.flags) for track in self.tracks],
            "ISRC": [track.isrc for track in self.tracks],
            "MCN": self.mcn,
            "titles": [self.title] + [track.title for track in self.tracks],
            "performers": [self.performer] + [track.performer for track in self.tracks],
            "audio": self.audio,
            "MD5": hashlib.md5(bytes(FIRST_PAUSE * BLOCK) + self.audio).hexdigest(),
        }

    def write(self, folder):
        """As WAV and cue sheet, for the program to read. Returns the sheet's path."""
        audio = self.audio
        with open(os.path.join(folder, self.name + ".wav"), "wb") as file:
            file.write(b"RIFF" + struct.pack("<I", 36 + len(audio)) + b"WAVEfmt " +
                       struct.pack("<IHHIIHH", 16, 1, 2, 44100, 176400, 4, 16) + b"data" +
                       struct.pack("<I", len(audio)) + audio)
        path = os.path.join(folder, self.name + ".cue")
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(self.sheet()) + "\n")
        return path

    def sheet(self):
        yield from ["CATALOG " + self.mcn] if self.mcn else []
        yield from texts(self)
        yield 'FILE "%s.wav" WAVE' % self.name
        for number, (track, (index00, index01)) in enumerate(zip(self.tracks, self.starts), 1):
            yield "TRACK %02d AUDIO" % number
            yield from texts(track)
            yield from ["FLAGS " + " ".join(track.flags)] if track.flags else []
            yield from ["ISRC " + track.isrc] if track.isrc else []
            yield from ["INDEX 00 " + msf(index00)] if track.pause else []
            for index, at in enumerate((0, *track.indexes), 1):
                yield "INDEX %02d %s" % (index, msf(index01 + at))


def texts(of):
    yield from ['TITLE "%s"' % of.title] if of.title else []
    yield from ['PERFORMER "%s"' % of.performer] if of.performer else []


def msf(blocks):
    return "%02d:%02d:%02d" % (blocks // 4500, blocks // 75 % 60, blocks % 75)


DISCS = [
    Disc("simple", "three tracks without pauses", [Track(450), Track(300), Track(333)]),
    Disc("pauses", "silent pauses of 2 s and of one block",
         [Track(400), Track(320, pause=150), Track(310, pause=1), Track(300)], silent_pauses=True),
    Disc("audio_in_pauses", "pauses that hold audio", [Track(400), Track(320, pause=149), Track(310, pause=75)]),
    Disc("indexes", "INDEX 02 to 04", [Track(600, indexes=(75, 500)), Track(700, pause=40, indexes=(10, 300, 301))]),
    Disc("codes", "MCN, ISRC, pre-emphasis, copy permitted",
         [Track(300, isrc="DEXYZ2600001", flags=("DCP",)), Track(310, isrc="USRC17607839", flags=("PRE",)),
          Track(320, flags=("DCP", "PRE")), Track(300, isrc="GBAYE6800011")], mcn="4006381333931"),
    Disc("texts", "titles and performers",
         [Track(300, title="One", performer="Ada"), Track(300, title="Seventy-Five a Second", performer="The Band"),
          Track(300, title="Three & four", performer="The Band")], title="Night Music", performer="The Band"),
    Disc("hidden_track", "more than 5 s of audio before track 1", [Track(350, pause=400), Track(300, pause=20)]),
    Disc("99_tracks", "99 tracks, two of three with a pause", [Track(300 + n % 7, pause=n % 3) for n in range(99)]),
]
