#!/usr/bin/env python3
"""Measures the figures that Redbook promises, side by side with the usual tools, and prints them as a table.

    ./dev bench [--json] [--readme FILE] [--runs N] [--minutes N] [--only WORD]

Ours and theirs take turns; what is compared are medians of wall time. Nothing here passes or fails on time: a figure
that is missed is printed as missed. A peer gives the same guarantee as ours: what it has written is synced and then read
from the disk (dd iflag=direct), not from memory.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path

TRACKS = 12
SYSTEM_PYTHON = "/usr/bin/python3"  # which the package is built for

# One line of the table. `met` is None where nothing was measured.
Row = namedtuple("Row", "work ours peer ratio goal met")


class Failed(Exception):
    """A command did not do its work; the figures would be worthless."""


def run(command, **options):
    """Runs one command to its end. Returns its wall time in seconds and its peak memory in MiB."""
    begin = time.perf_counter()
    with open(os.devnull, "wb") as null:
        process = subprocess.Popen([str(c) for c in command], stdout=null, stderr=subprocess.PIPE, **options)
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode != 0:
        raise Failed(f"{' '.join(map(str, command))}: exit code {process.returncode}: {errors.decode().strip()}")
    return time.perf_counter() - begin, usage.ru_maxrss / 1024


def read_from_disk(path, *command):
    """Seconds that `command` takes with a file from the disk, not from memory, as its standard input."""
    begin = time.perf_counter()
    with subprocess.Popen(["dd", f"if={path}", "iflag=direct", "bs=4M", "status=none"], stdout=subprocess.PIPE) as dd:
        subprocess.run([str(c) for c in command], stdin=dd.stdout, stdout=subprocess.DEVNULL, check=True)
    if dd.returncode != 0:
        raise Failed(f"dd if={path}: exit code {dd.returncode}")
    return time.perf_counter() - begin


class Albums:
    """Music-like audio, made once: plucked chords that swell and fade over noise; FLAC packs it to about 60 %."""

    def __init__(self, folder):
        self.folder = folder

    def album(self, minutes, rate=44100, bits=16):
        return [self.track(number, minutes * 60 / TRACKS, rate, bits) for number in range(1, TRACKS + 1)]

    def track(self, number, seconds, rate, bits):
        folder = self.folder / f"{bits}-{rate}-{seconds * TRACKS / 60:g}min"
        path = folder / f"{number:02}.flac"
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            part = folder / f"part-{number:02}.flac"
            self.synthesize(part, number, seconds, rate, bits)
            part.rename(path)
        return path

    @staticmethod
    def synthesize(path, number, seconds, rate, bits):
        root = 110 * 2 ** (number / 12)
        run(["sox", "-R", "-n", "-r", rate, "-b", bits, "-c", 2, path,
             "synth", seconds, "pinknoise", "pinknoise", "vol", 0.1,
             "synth", seconds, "pluck", "mix", root, "pluck", "mix", root * 1.5,
             "tremolo", 0.3 + number / 50, 70, "gain", "-n", -3, "fade", "t", 1, 0, 2])


class Bench:
    def __init__(self, arguments):
        self.arguments = arguments
        self.build = Path(arguments.build).resolve()
        self.work = Path(arguments.work).resolve()
        self.redbook = self.build / "cli" / "redbook"
        self.windows = arguments.windows and Path(arguments.windows).resolve()
        self.albums = Albums(self.work / "albums")
        self.scratch = self.work / "scratch"
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir(parents=True)

    def fresh(self, name):
        """An empty folder, and nothing left to be written to the disk by what came before."""
        folder = self.scratch / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        os.sync()
        return folder

    def master(self, files):
        folder = self.fresh("ours")
        return run([self.redbook, "master", *files, "-o", folder / "album.cue"])

    def stage(self, files):
        folder = self.fresh("stash")
        stash = folder / "album.stash"
        return stash, run([self.redbook, "stage", stash, *files])

    def export(self, stash, name="album.cue"):
        folder = self.fresh("ours")
        return run([self.redbook, "export", stash, f"{folder}/{name}"])

    def in_turns(self, ours, theirs, runs):
        """Medians of wall times. The first turn warms the cache and does not count."""
        times = [(ours(), theirs()) for _ in range(runs + 1)][1:]
        return tuple(statistics.median(t) for t in zip(*times))

    def against(self, work, ours, theirs, most, runs):
        a, b = self.in_turns(ours, theirs, runs)
        return Row(work, f"{a:.2f} s", f"{b:.2f} s", a / b, f"<= {most:.2f}", a / b <= most)

    # What is measured, in the order of the table.

    def rows(self):
        for work in (self.row_master, self.rows_stash, self.row_python, self.row_export, self.row_ddp, self.row_ccd, self.row_ids,
                     self.row_sheet, self.row_high_resolution, self.rows_drive, self.rows_memory, self.rows_windows):
            if self.arguments.only in work.__name__:
                yield from work()

    def row_master(self):
        files = self.albums.album(self.arguments.minutes)
        yield self.against(f"master {self.arguments.minutes} min of FLAC to CUE+BIN: MD5s checked, synced, read back, "
                           "compared | `flac -d` file by file, `sync`, `dd iflag=direct` into `cmp`",
                           lambda: self.master(files)[0], lambda: self.decode_and_compare(files),
                           0.50, self.arguments.runs)

    def decode_and_compare(self, files):
        copies = self.scratch / "copies"
        if not copies.exists():
            copies.mkdir()
            self.decode(files, copies)
        folder = self.fresh("theirs")
        begin = time.perf_counter()
        self.decode(files, folder)
        run(["sync", *(folder / f"{f.stem}.raw" for f in files)])
        for f in files:
            read_from_disk(folder / f"{f.stem}.raw", "cmp", "-", copies / f"{f.stem}.raw")
        return time.perf_counter() - begin

    @staticmethod
    def decode(files, folder):
        for f in files:
            run(["flac", "-d", "-s", "--force-raw-format", "--endian=little", "--sign=signed", "-o",
                 folder / f"{f.stem}.raw", f])

    def rows_stash(self):
        program = self.build / "bench" / "bench_stage_append"
        if not program.exists():
            yield Row("append to the stash, open a stash | no bench_stage_append in the build", "-", "-", None, "", None)
            return
        command = [program, self.fresh("append"), self.arguments.runs]
        text = subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True).stdout

        def figure(before, after):
            return float(re.search(rf"^{before}\D* ([\d.]+) {after}", text, re.M)[1])

        write = figure(re.escape("plain write(2), 75 blocks a call"), "s")
        for blocks, least in (("1 block", 0.85), ("75 blocks", 0.90)):
            ours = figure(f"stash, {blocks} a call", "s")
            yield Row(f"append 80 min to the stash, {blocks} a call | `write(2)` of 75 blocks a call, one `fdatasync`",
                      f"{ours:.2f} s", f"{write:.2f} s", write / ours, f"throughput >= {least:.2f}", write / ours >= least)
        com, append = (figure(name, "s") for name in ("IMAPI, 1 block a call", "stash, 75 blocks a call"))
        yield Row("stage 80 min by AddAudioTrackBlocks through COM, 1 block a call | `redbook::Staging`, 75 blocks a call",
                  f"{com:.2f} s", f"{append:.2f} s", append / com, "throughput >= 0.80", append / com >= 0.80)
        opened = figure("open a stash of 99 tracks", "ms")
        yield Row("open a stash of 99 tracks | -", f"{opened:.2f} ms", "-", None, "< 1 ms", opened < 1)

    def row_python(self):
        package, program = self.build / "python", self.build / "bench" / "bench_stage_append"
        work = "stage 80 min from Python, 75 blocks a call | `redbook::Staging`, 75 blocks a call"
        if not package.exists() or not program.exists():
            yield Row(work, "-", "-", None, "", None)
            return

        def seconds(*command):
            text = subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True,
                                  env={**os.environ, "PYTHONPATH": str(package)}).stdout
            return float(re.search(r"^stash, 75 blocks a call\s+([\d.]+) s", text, re.M)[1])

        script = Path(__file__).with_name("stage_append.py")
        python, cpp = self.in_turns(
            lambda: seconds(SYSTEM_PYTHON, script, self.fresh("python")),
            lambda: seconds(program, self.fresh("append"), 1, "stash, 75 blocks a call"), self.arguments.runs)
        yield Row(work, f"{python:.2f} s", f"{cpp:.2f} s", cpp / python, "throughput >= 0.70", cpp / python >= 0.70)

    def row_export(self):
        yield self.exported("CUE+BIN: synced, read back, compared", "album.cue", ["album.bin"], "cksum", 0.70)

    def row_ddp(self):
        yield self.exported("DDP, with MD5 and CRC-32", "album/", ["album/IMAGE.DAT"], "md5sum", 0.60)

    def row_ccd(self):
        yield self.exported("CCD+IMG+SUB, with P and Q of every block", "album.ccd", ["album.img", "album.sub"], "cksum",
                            0.85)

    def exported(self, what, name, data, check, most):
        """An export against copying its `data`, syncing, and a checksum by `check` of what is on the disk."""
        stash, _ = self.stage(self.albums.album(self.arguments.minutes))
        self.export(stash, name)
        originals = [stash.parent / f"original-{number}" for number in range(len(data))]
        for path, original in zip(data, originals):
            shutil.copy(self.scratch / "ours" / path, original)

        def theirs():
            folder = self.fresh("theirs")
            copies = [folder / original.name for original in originals]
            return sum([run(["cp", *originals, folder])[0], run(["sync", *copies])[0],
                        *(read_from_disk(copy, check) for copy in copies)])

        return self.against(f"export {self.arguments.minutes} min from a stash to {what} | "
                            f"`cp`, `sync`, `dd iflag=direct` into `{check}`",
                            lambda: self.export(stash, name)[0], theirs, most, self.arguments.runs)

    def row_ids(self):
        stash, _ = self.stage(self.albums.album(self.arguments.minutes))
        yield self.against(f"ids and all checksums of {self.arguments.minutes} min from a stash | `openssl dgst -sha256`",
                           lambda: run([self.redbook, "id", stash])[0],
                           lambda: run(["openssl", "dgst", "-sha256", stash])[0], 1.5, self.arguments.runs)

    def row_high_resolution(self):
        minutes = min(30, self.arguments.minutes)
        files = self.albums.album(minutes, 96000, 24)

        def theirs():
            folder = self.fresh("theirs")
            return sum(run(["sox", "-G", f, "-b", 16, folder / f"{f.stem}.wav", "rate", "-v", 44100, "dither"])[0]
                       for f in files)

        yield self.against(f"24-bit/96 kHz to 44.1/16, {minutes} min | `sox -G ... rate -v`, dither, file by file",
                           lambda: self.master(files)[0], theirs, 0.4, self.arguments.runs)

    def row_sheet(self):
        """The whole program, from its start to its end; nothing is decoded."""
        sheet = self.sheet_of_99_files()
        runs = max(self.arguments.runs, 20)
        times = [run([self.redbook, "info", sheet, "--no-checksums"])[0] for _ in range(runs + 1)][1:]
        ours = 1000 * statistics.median(times)
        yield Row("open a CUE of 99 tracks over FLAC files, no decoding | -", f"{ours:.0f} ms", "-", None, "<= 50 ms",
                  ours <= 50)

    def sheet_of_99_files(self):
        folder = self.fresh("sheet")
        track = self.albums.track(1, 40, 44100, 16)
        lines = []
        for number in range(1, 100):
            os.link(track, folder / f"{number:02}.flac")
            lines.append(f'FILE "{number:02}.flac" WAVE\n  TRACK {number:02} AUDIO\n    TITLE "Track {number}"\n'
                         f"    ISRC DEXYZ26{number:05}\n    INDEX 01 00:00:00\n")
        sheet = folder / "album.cue"
        sheet.write_text("".join(lines))
        return sheet

    def rows_drive(self):
        """libburn on an emulated drive that does not keep time, then on one of 52x that does."""
        def figures(what):
            text = subprocess.run([self.build / "bench" / "bench_record_drive", what, self.fresh("drive")],
                                  check=True, capture_output=True, text=True).stdout
            return [float(n) for n in re.findall(r": ([\d.]+) ", text)]

        runs = [figures("feed") for _ in range(self.arguments.runs)]
        seconds = statistics.median(run[0] for run in runs)
        peak = max(run[1] for run in runs)
        speed = 79 * 60 / seconds
        yield Row("record 79 min from a stash, Session-at-Once, libburn included | real time", f"{seconds:.2f} s",
                  f"{79 * 60} s", speed, ">= 1000", speed >= 1000)
        yield Row("peak memory: record 79 min | -", f"{peak:.0f} MiB", "-", None, "<= 128 MiB", peak <= 128)
        (least,) = figures("buffer")
        yield Row("buffer at 52x, the source stalls 2 s every 10 s: least fill | -", f"{least:.0f} %", "-", None,
                  ">= 25 %", least >= 25)
        yield self.row_read_back()

    def row_read_back(self):
        """The whole program: a disc in the same drive, and the stash that it was recorded from."""
        stash, _ = self.stage(self.albums.album(79))
        medium = self.fresh("disc") / "disc.img"
        emudrive = self.build / "emulator" / "redbook-emudrive"
        on_drive = [emudrive, medium, "--", self.redbook]
        run([emudrive, "--new", medium])
        run([*on_drive, "burn", stash, "--drive", "/dev/sr0"])
        times = [run([*on_drive, "verify", stash, "/dev/sr0"])[0] for _ in range(self.arguments.runs + 1)][1:]
        seconds = statistics.median(times)
        speed = 79 * 60 / seconds
        return Row("read back 79 min and compare with the stash | real time", f"{seconds:.2f} s", f"{79 * 60} s", speed,
                   ">= 2000", speed >= 2000)

    def rows_memory(self):
        short, long = self.albums.album(10), self.albums.album(79)
        stages = [self.stage(files) for files in (short, long)]
        yield self.memory("stage", *(peak for _, (_, peak) in stages))
        yield self.memory("master", *(self.master(files)[1] for files in (short, long)))
        yield self.memory("export", *(self.export(self.stage(files)[0])[1] for files in (short, long)))
        high = self.albums.album(10, 96000, 24)
        yield self.memory("24/96 to 44.1/16", *(self.master(files)[1] for files in (high, high * 7 + high[:10])))

    def rows_windows(self):
        if not self.windows:
            yield Row("imapi.dll under Wine | no build for Windows", "-", "-", None, "", None)
            return
        dll = self.windows / "redbook" / "imapi" / "imapi.dll"
        wine = Path(__file__).resolve().parent.parent / "cmake" / "wine.sh"
        command = [wine, self.windows / "bench" / "bench_imapi_windows.exe", f"Z:{dll}", f"Z:{self.fresh('wine')}",
                   self.arguments.runs]
        run([wine, "--start"])
        try:
            text = subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True).stdout
        finally:
            run([wine, "--stop"])
        theirs, ours = (float(seconds) for seconds in re.findall(r"call ([\d.]+) s", text))
        yield Row("stage 80 min with `imapi.dll` under Wine, 1 block a call | `WriteFile` of 75 blocks a call, `FlushFileBuffers`",
                  f"{ours:.2f} s", f"{theirs:.2f} s", theirs / ours, "throughput >= 0.70", theirs / ours >= 0.7)
        size = dll.stat().st_size / (1 << 20)
        yield Row("`imapi.dll`, stripped | -", f"{size:.2f} MiB", "-", None, "<= 2 MiB", size <= 2)

    @staticmethod
    def memory(work, short, long):
        return Row(f"peak memory: {work}, 79 min | 10 min", f"{long:.0f} MiB", f"{short:.0f} MiB", long / short,
                   "<= 128 MiB, the same", max(short, long) <= 128 and long / short <= 1.1)


def cells(row):
    ours, theirs = row.work.split(" | ")
    met = {True: "met", False: "missed", None: "not measured"}[row.met]
    return [ours, theirs, row.ours, row.peer, "-" if row.ratio is None else f"{row.ratio:.2f}", row.goal, met]


BEGIN, END = "<!-- from ./dev bench --readme -->", "<!-- end of ./dev bench -->"


def update_readme(path, rows):
    """Replaces the rows of the table in a Markdown file that were measured now; the others stay."""
    text = path.read_text()
    before, rest = text.split(BEGIN + "\n", 1)
    old, after = rest.split(END, 1)
    lines = {line.split(" | ")[0]: line for line in old.splitlines() if line.startswith("| ")}
    lines.setdefault("| work", "| work | against | ours | theirs | ratio | goal | |")
    for row in rows:
        if row.met is not None:
            line = f"| {' | '.join(cells(row))} |"
            lines[line.split(" | ")[0]] = line
    head = lines.pop("| work")
    path.write_text(before + "\n".join([BEGIN, head, "|---|---|---|---|---|---|---|", *lines.values(), END]) + after)


def print_table(rows):
    table = [["work", "against", "ours", "theirs", "ratio", "goal", "result"]] + [cells(r) for r in rows]
    widths = [max(len(line[i]) for line in table) for i in range(len(table[0]))]
    for line in table:
        print(" | ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
        if line is table[0]:
            print("-|-".join("-" * width for width in widths))


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True, help="the build folder of the release preset")
    parser.add_argument("--windows", help="the build folder of the mingw64 preset")
    parser.add_argument("--work", required=True, help="where albums are kept and results are written; gigabytes")
    parser.add_argument("--runs", type=int, default=5, help="turns that count (5)")
    parser.add_argument("--minutes", type=int, default=70, help="length of the album (70)")
    parser.add_argument("--only", default="",
                        help="a word: master, stash, export, ddp, ccd, ids, sheet, high_resolution, drive, memory, windows")
    parser.add_argument("--readme", type=Path, help="a Markdown file whose table is brought up to date")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    bench = Bench(arguments)
    rows = []
    try:
        for row in bench.rows():
            rows.append(row)
            print(" | ".join(cells(row)), file=sys.stderr)
    except (Failed, subprocess.CalledProcessError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(bench.scratch, ignore_errors=True)
    if arguments.readme:
        update_readme(arguments.readme, rows)
    if arguments.json:
        print(json.dumps({"runs": arguments.runs, "processors": os.cpu_count(),
                          "figures": [dict(r._asdict()) for r in rows]}, indent=2))
    else:
        print_table(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
