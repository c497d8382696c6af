"""Other programs as readers of what we write. A reader takes the path of a sheet and returns the facts that it found,
named as in discs.py; what it cannot tell it leaves out. Where it refuses the sheet it raises Refused."""
import array
import ctypes
import dataclasses
import os
import re
import subprocess
from typing import Callable

from discs import FLAGS


class Refused(Exception):
    pass


def run(folder, *words, codes=(0,), **environment):
    ran = subprocess.run(words, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=120,
                         env={**os.environ, **environment})
    if ran.returncode not in codes:
        raise Refused((ran.stderr or ran.stdout).decode(errors="replace").strip().splitlines()[-1:])
    return ran.stdout.decode("utf-8", "replace")


def blocks(msf):
    minutes, seconds, frames = map(int, msf.split(":"))
    return (minutes * 60 + seconds) * 75 + frames


def flags_in(words):
    return tuple(f for f in FLAGS if f in words)


def cdrdao_toc(sheet):
    folder, name = os.path.split(sheet)
    out = run(folder, "cdrdao", "show-toc", name)
    found = {"TOC": [], "pauses": [], "indexes": [], "flags": [], "ISRC": [], "MCN": ""}
    found["MCN"] = (re.findall(r"^CATALOG NUMBER: (\d+)", out, re.M) or [""])[0]
    for track in re.split(r"^TRACK .*\n", out, flags=re.M)[1:]:
        at = {word: int(n) for word, n in re.findall(r"^ +(START|END\*?|PREGAP) .*?\( *(\d+)\)", track, re.M)}
        found["TOC"].append(at["START"])
        found["pauses"].append(at.get("PREGAP", 0))
        found["indexes"].append(tuple(int(n) - at["START"] for n in re.findall(r"^ +INDEX.*\( *(\d+)\)", track, re.M)))
        found["flags"].append(flags_in([flag for flag, words in (("DCP", " COPY PERMITTED"), ("PRE", "  PRE-EMPHASIS"),
                                                                 ("4CH", "FOUR CHANNEL")) if words in track]))
        found["ISRC"].append("".join("".join(re.findall(r"ISRC (.*)", track)).split()))
    found["TOC"].append(at["END"])
    return found


def cdrdao_data(sheet):
    folder, name = os.path.split(sheet)
    out = run(folder, "cdrdao", "show-data", name)
    samples = array.array("h", (int(value) for line in out.splitlines() for value in line.partition(":")[2].split()))
    return {"audio": samples.tobytes()}  # of this machine's byte order, which is that of a CD's files


def cd_info(sheet):
    folder, name = os.path.split(sheet)
    kind = "-c" if name.endswith(".cue") else "-t"
    out = run(folder, "cd-info", "--no-header", "--no-device-info", "--no-cddb", "--no-analyze", kind, name)
    rows = re.findall(r"^ *(\d+): [\d:]+ +(\d+) (?:leadout|audio +\S+ +(\S+) +(\S+) +(\S+))", out, re.M)
    tracks = [row for row in rows if row[0] != "170"]
    return {"TOC": [int(row[1]) for row in rows],
            "flags": [flags_in([flag for flag, is_set in (("DCP", copy == "yes"), ("4CH", channels == "4"),
                                                          ("PRE", emphasis == "yes")) if is_set])
                      for _, _, copy, channels, emphasis in tracks],
            "MCN": (re.findall(r"\(MCN\): (\d{13})", out) or [""])[0]}


def chdman(sheet):
    folder, name = os.path.split(sheet)
    run(folder, "chdman", "createcd", "-f", "-i", name, "-o", "judged.chd")
    run(folder, "chdman", "extractcd", "-f", "-i", "judged.chd", "-o", "judged.cue", "-ob", "judged.bin")
    with open(os.path.join(folder, "judged.bin"), "rb") as file:
        audio = file.read()
    with open(os.path.join(folder, "judged.cue"), encoding="utf-8") as file:
        tracks = file.read().split("TRACK ")[1:]
    at = [dict(re.findall(r"INDEX (\d\d) ([\d:]+)", track)) for track in tracks]
    starts = [blocks(track["01"]) for track in at]
    return {"TOC": starts + [len(audio) // 2352],
            "pauses": [start - blocks(track.get("00", track["01"])) for track, start in zip(at, starts)],
            "audio": audio}


def cueprint(sheet):
    folder, name = os.path.split(sheet)
    out = run(folder, "cueprint", "-d", r"%T\n%P\n", "-t", r"%t\n%p\n%i\n", name)
    lines = out.split("\n")[:-1]
    return {"titles": lines[0:1] + lines[2::3], "performers": lines[1:2] + lines[3::3], "ISRC": lines[4::3]}


def mednafen(sheet):
    """Loads the disc, the whole of a .sub included, and tells its TOC. The machine that it is for (gb) has no discs, so it
    stops there."""
    folder, name = os.path.split(sheet)
    out = run(folder, "/usr/games/mednafen", "-force_module", "gb", name, codes=(255,), MEDNAFEN_HOME=folder,
              SDL_VIDEODRIVER="dummy")
    starts = re.findall(r"^ +(?:Track +\d+, MSF: [\d:]+, LBA|Leadout): +(\d+) +AUDIO$", out, re.M)
    if not starts:
        raise Refused(re.findall("Error opening CD: (.*)", out))
    return {"TOC": [int(start) for start in starts]}


def md5sum(folder):
    run(folder, "md5sum", "-c", "--strict", "CHECKSUM.MD5")
    with open(os.path.join(folder, "CHECKSUM.MD5"), encoding="ascii") as file:
        return {"MD5": re.findall(r"^([0-9a-f]{32}) [ *]IMAGE.DAT$", file.read(), re.M)[0]}


def text(pointer):
    return pointer.decode("utf-8", "replace") if pointer else ""


class Libcue:
    FLAGS = (("PRE", 1), ("DCP", 2), ("4CH", 8), ("SCMS", 16))

    def __init__(self):
        self.lib = ctypes.CDLL("libcue.so.2")
        for name in ("cue_parse_string", "cd_get_track", "cd_get_cdtext", "track_get_cdtext"):
            getattr(self.lib, name).restype = ctypes.c_void_p
        for name in ("track_get_isrc", "cdtext_get"):
            getattr(self.lib, name).restype = ctypes.c_char_p
        for name in ("track_get_start", "track_get_index"):
            getattr(self.lib, name).restype = ctypes.c_long

    def __call__(self, sheet):
        with open(sheet, "rb") as file:
            cd = ctypes.c_void_p(self.lib.cue_parse_string(file.read()))
        if not cd:
            raise Refused()
        tracks = [ctypes.c_void_p(self.lib.cd_get_track(cd, n + 1)) for n in range(self.lib.cd_get_ntrack(cd))]
        album = ctypes.c_void_p(self.lib.cd_get_cdtext(cd))
        texts = [album] + [ctypes.c_void_p(self.lib.track_get_cdtext(track)) for track in tracks]
        at = [[self.lib.track_get_index(track, n) for n in range(100)] for track in tracks]
        return {"pauses": [times[1] - times[0] if times[0] >= 0 else 0 for times in at],
                "indexes": [tuple(t - times[1] for t in times[2:] if t >= 0) for times in at],
                "flags": [flags_in([f for f, bit in self.FLAGS if self.lib.track_is_set_flag(track, bit)])
                          for track in tracks],
                "ISRC": [text(self.lib.track_get_isrc(track)) for track in tracks],
                "titles": [text(self.lib.cdtext_get(0, t)) for t in texts],
                "performers": [text(self.lib.cdtext_get(1, t)) for t in texts]}


class Libburn:
    """The reader of cue sheets that cdrskin uses; no drive is asked."""
    FLAGS = (("4CH", 1 << 7), ("DCP", 1 << 8), ("PRE", 1 << 9), ("SCMS", 1 << 13))

    def __init__(self):
        self.lib = ctypes.CDLL("libburn.so.4")
        self.lib.burn_session_create.restype = ctypes.c_void_p
        self.lib.burn_session_get_tracks.restype = ctypes.POINTER(ctypes.c_void_p)
        if self.lib.burn_initialize() != 1:
            raise OSError("libburn does not start")
        self.lib.burn_msgs_set_severities(b"NEVER", b"NEVER", b"")

    def text(self, get, of, pack):
        payload, length = ctypes.POINTER(ctypes.c_ubyte)(), ctypes.c_int()
        name = ctypes.create_string_buffer(80)
        found = get(ctypes.c_void_p(of), 0, pack, name, ctypes.byref(payload), ctypes.byref(length), 0)
        return bytes(payload[:length.value]).rstrip(b"\0").decode("latin-1") if found > 0 and payload else ""

    def __call__(self, sheet):
        session = self.lib.burn_session_create()
        source, packs, number = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_int()
        before = os.getcwd()
        os.chdir(os.path.dirname(sheet))  # where it looks for FILE
        read = self.lib.burn_session_by_cue_file(ctypes.c_void_p(session), os.fsencode(sheet), 0, ctypes.byref(source),
                                                 ctypes.byref(packs), ctypes.byref(number), 0)
        os.chdir(before)
        if read <= 0:
            raise Refused()
        count = ctypes.c_int()
        listed = self.lib.burn_session_get_tracks(ctypes.c_void_p(session), ctypes.byref(count))
        tracks = [listed[n] for n in range(count.value)]
        sectors = [self.lib.burn_track_get_sectors(ctypes.c_void_p(track)) for track in tracks]
        mode = [self.lib.burn_track_get_mode(ctypes.c_void_p(track)) for track in tracks]

        def texts(pack):
            return [self.text(self.lib.burn_session_get_cdtext, session, pack)] + \
                   [self.text(self.lib.burn_track_get_cdtext, track, pack) for track in tracks]
        codes = texts(0x8E)
        return {"lengths": sectors,
                "flags": [flags_in([f for f, bit in self.FLAGS if m & bit]) for m in mode],
                "ISRC": codes[1:], "MCN": codes[0], "titles": texts(0x80), "performers": texts(0x81)}


def libdiscid(toc):
    """The MusicBrainz and freedb ids of [start, .., lead-out]."""
    lib = ctypes.CDLL("libdiscid.so.0")
    lib.discid_new.restype = ctypes.c_void_p
    lib.discid_get_id.restype = lib.discid_get_freedb_id.restype = ctypes.c_char_p
    disc = ctypes.c_void_p(lib.discid_new())
    offsets = (ctypes.c_int * 100)(toc[-1] + 150, *(start + 150 for start in toc[:-1]))
    if not lib.discid_put(disc, 1, len(toc) - 1, offsets):
        raise Refused()
    ids = lib.discid_get_id(disc).decode(), lib.discid_get_freedb_id(disc).decode()
    lib.discid_free(disc)
    return ids


@dataclasses.dataclass
class Reader:
    package: str  # Debian's, whose version is told
    read: Callable
    formats: tuple = ("cue+bin", "cue+wav", "toc")
    most_blocks: int = 1 << 20  # longer discs take it too long


READERS = {
    "cdrdao show-toc": Reader("cdrdao", cdrdao_toc),
    "cdrdao show-data": Reader("cdrdao", cdrdao_data, most_blocks=3000),
    "cd-info (libcdio)": Reader("libcdio-utils", cd_info, ("cue+bin", "toc")),
    "chdman createcd, extractcd": Reader("mame-tools", chdman),
    "cueprint": Reader("cuetools", cueprint),
    "libcue": Reader("libcue2", Libcue(), ("cue+bin", "cue+wav")),
    "libburn (cdrskin cuefile=)": Reader("libburn4", Libburn(), ("cue+bin", "cue+wav")),
    "mednafen": Reader("mednafen", mednafen, ("cue+bin", "cue+wav", "toc", "ccd")),
    "md5sum -c": Reader("coreutils", md5sum, ("ddp",)),
}
