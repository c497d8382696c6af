#!/usr/bin/env python3
"""Prints how many lines of each reader its fuzz targets reach with the inputs in tests/data.

    ./dev fuzz --coverage          exit code 1 if a reader is below 95 % and EXCEPTIONS does not say why
"""

import os
import re
import subprocess
import sys
from pathlib import Path

LEAST = 95  # percent

# Each reader and the targets that are for it. All .cpp files that read foreign bytes are here.
READERS = {
    "audio/audio_file": "audio_file album",
    "audio/cue_sheet_block": "audio_file embedded_sheet",
    "audio/ffmpeg_decoder": "ffmpeg",
    "audio/ffmpeg_input": "ffmpeg",
    "audio/flac_decoder": "audio_file",
    "audio/pcm_decoder": "audio_file album",
    "audio/tags": "album_tags embedded_sheet",
    "audio/wav_file": "audio_file",
    "check/accurate_rip_response": "accurate_rip",
    "disc/cd_text_charset": "cd_text file_names text_sheet",
    "disc/cd_text_reader": "cd_text",
    "image/album": "album kinds",
    "image/album_files": "album",
    "image/tracks/album_tags": "album_tags",
    "image/ccd/ccd_layout": "ccd_reader",
    "image/ccd/ccd_reader": "album",
    "image/ccd/ccd_syntax": "ccd_reader",
    "image/ddp/checksum_files": "checksum_files",
    "image/cue_files": "file_names",
    "image/cue/cue_layout": "cue_reader",
    "image/cue/cue_reader": "album",
    "image/cue/cue_syntax": "cue_reader",
    "image/ddp/ddp_layout": "ddp_reader",
    "image/ddp/ddp_reader": "album",
    "image/ddp/ddp_syntax": "ddp_reader",
    "image/embedded/embedded_sheet": "embedded_sheet",
    "image/tracks/file_album": "album",
    "image/embedded/flac_cue_sheet": "flac_cue_sheet",
    "image/tracks/playlist": "playlist album",
    "image/sheet": "album cue_reader",
    "image/ccd/sub_file": "album",
    "image/cdtext/text_file": "text_files kinds",
    "image/cdtext/text_sheet_reader": "text_sheet",
    "image/cdtext/text_sheet_syntax": "text_sheet",
    "image/toc/toc_layout": "toc_reader",
    "image/toc/toc_lexer": "toc_reader",
    "image/toc/toc_reader": "album",
    "image/toc/toc_syntax": "toc_reader",
    "drive/disc_reader": "drive_answers",
    "drive/disc_source": "drive_answers",
    "drive/drives": "drive_answers",
    "drive/mmc": "drive_answers",
    "drive/q_reader": "drive_answers",
    "drive/q_scan": "drive_answers",
    "drive/sense": "drive_answers",
    "stage/catalogue": "stash",
    "stage/slots": "stash",
    "stage/stash": "stash",
    "stage/stash_audio": "stash",
}

# Functions beside the reading, which are not counted: they write, or need a drive or a machine without FFmpeg.
NOT_READING = {
    "audio/ffmpeg_input": ["require_ffmpeg", "refuse_other_files"],
    "disc/cd_text_charset": ["composed", "is_half_width_katakana", "resembling", "widened", "append_resembling",
                             "transliterated", "in_width", "encode_text"],
    "image/ccd/sub_file": ["write_sub_file"],
    "drive/disc_reader": ["open_disc"],
    "drive/drives": ["open_for_us", "ask_drive(const std", "load_and_ask", "ask_all_drives", "eject_disc", "load_disc",
                      "choose_drive"],
    "stage/catalogue": ["require_capacity", "require_storable"],
}

# Why less is enough.
EXCEPTIONS = {}


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, **options)


class Coverage:
    def __init__(self, program, out):
        self.program, self.out = program, out
        out.mkdir(parents=True, exist_ok=True)

    def replay(self, target):
        """The target on its corpus; returns its profile."""
        profile = self.out / f"{target}.profraw"
        if not profile.exists():
            run(self.program, target, stdout=subprocess.DEVNULL, env={**os.environ, "LLVM_PROFILE_FILE": str(profile)})
        return profile

    def profile_of(self, targets):
        merged = self.out / f"{targets.replace(' ', '+')}.profdata"
        if not merged.exists():
            run("llvm-profdata-16", "merge", "-o", merged, *map(self.replay, targets.split()))
        return merged

    def lines_reached(self, targets, reader):
        """(reached, all) of redbook/READER.cpp, without the functions in NOT_READING."""
        text = run("llvm-cov-16", "show", f"-instr-profile={self.profile_of(targets)}", self.program,
                   f"redbook/{reader}.cpp", capture_output=True, text=True).stdout
        skipped = [re.compile(rf"\S.* \W*{re.escape(name)}\b") for name in NOT_READING.get(reader, [])]
        reached, lines, skipping = 0, 0, False
        for line in text.splitlines():
            match = re.fullmatch(r" *\d+\| *([0-9.kMG]*)\|(.*)", line)
            if not match:
                continue
            count, source = match.groups()
            if not skipping and any(pattern.match(source) for pattern in skipped):
                skipping = True
            elif not skipping and count:
                lines += 1
                reached += count != "0"
            if source == "}" or (source.endswith("}") and source.count("{") == source.count("}")):
                skipping = False
        return reached, lines


def main():
    program, out = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    for old in out.glob("*.prof*"):
        old.unlink()
    coverage = Coverage(program, out)
    missed = []
    for reader, targets in READERS.items():
        reached, lines = coverage.lines_reached(targets, reader)
        percent = 100 * reached / lines
        reason = EXCEPTIONS.get(reader, "")
        print(f"{reader:28} {percent:5.1f} %  by {targets}{'; ' + reason if reason else ''}")
        if percent < LEAST and not reason:
            missed.append(reader)
        if percent >= LEAST and reason:
            print(f"fuzz/coverage.py: {reader} no longer needs an exception", file=sys.stderr)
            missed.append(reader)
    if missed:
        print(f"fuzz/coverage.py: below {LEAST} %: {', '.join(missed)}; add inputs to tests/data", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
