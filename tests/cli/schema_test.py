#!/usr/bin/env python3
"""Runs every command of the program with --json and --progress json, and holds each object that it prints
against docs/redbook-1.schema.json, which docs/json.md must describe.

usage: schema_test.py PROGRAM EMUDRIVE ROOT_OF_THE_TREE"""
import json
import math
import os
import re
import signal
import struct
import subprocess
import sys
import tempfile
import unittest
import wave

import jsonschema

PROGRAM, EMUDRIVE, ROOT = sys.argv[1:4]
SCHEMA = json.load(open(os.path.join(ROOT, "docs/redbook-1.schema.json")))
PAGE = open(os.path.join(ROOT, "docs/json.md")).read()

# What no cue sheet holds.
TEXT_SHEET = """Input Sheet Version = 0.7T
Album Title = Night
Catalog Number = RB-1
Genre Code = Jazz
Genre Information = Late
Closed Information = for the plant
Text Data Copy Protection = ON
Last Track Number = 3
"""

# Has the drive for itself, and runs what stands behind "--".
TAKE_THE_DRIVE = """import os, subprocess, sys
drive = os.open("/dev/sr0", os.O_RDWR | os.O_EXCL | os.O_NONBLOCK)
sys.exit(subprocess.run(sys.argv[2:]).returncode)
"""


def validator(definition):
    return jsonschema.Draft202012Validator({"$ref": "#/$defs/" + definition, "$defs": SCHEMA["$defs"]})


def members(schema):
    """The names of all members that a schema has, at any depth."""
    if isinstance(schema, list):
        return set().union(*map(members, schema))
    if not isinstance(schema, dict):
        return set()
    return set(schema.get("properties", {})).union(*map(members, schema.values()))


def members_seen(told):
    if isinstance(told, list):
        return set().union(*map(members_seen, told))
    return set(told).union(*map(members_seen, told.values())) if isinstance(told, dict) else set()


def write_tone(path, seconds, amplitude=9000):
    fade = [min(1, i / 4410, (seconds * 44100 - 1 - i) / 4410) for i in range(seconds * 44100)]
    samples = [int(amplitude * f * math.sin(i / 17)) for i, f in enumerate(fade)]
    with wave.open(path, "wb") as file:
        file.setparams((2, 2, 44100, 0, "NONE", ""))
        file.writeframes(struct.pack("<%dh" % (2 * len(samples)), *(s for v in samples for s in (v, v))))


class Schema(unittest.TestCase):
    seen = set()

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        for number in (1, 2):
            write_tone(self.path("%d.wav" % number), 5)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def start(self, words, drives=()):
        with_drives = [EMUDRIVE, *drives, "--"] if drives else []
        return subprocess.Popen([*with_drives, PROGRAM, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True,
                                env={**os.environ, "REDBOOK_EMUDRIVE_HURRY": "1", "XDG_STATE_HOME": self.path("state")})

    def check(self, process, exit_code):
        """What the program told, after all of it was found to keep to the schema."""
        out, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, exit_code, out + err)
        told = json.loads(out)
        validator("report").validate(told)
        self.assertEqual(told["exit_code"], exit_code)
        *lines, last = self.events = [json.loads(line) for line in err.splitlines()]
        for line in lines:
            validator(line["event"]).validate(line)
            if line["event"] == "progress":
                self.assertLessEqual(line["done"], line["total"])
        validator("end").validate(last)
        self.assertEqual((last["command"], last["exit_code"]), (told["command"], exit_code))
        self.assertEqual(last.get("verdict"), told["result"].get("verdict"))
        self.assertEqual(last.get("error"), next((e["sentence"] for e in told["errors"]), None))
        Schema.seen |= members_seen([told, lines, last])
        return told

    def run_program(self, *words, exit_code=0, drives=()):
        told = self.check(self.start([*words, "--json", "--progress", "json"], drives), exit_code)
        self.assertEqual(told["command"], words[0])
        return told

    def code_of(self, *words, exit_code):
        return self.run_program(*words, exit_code=exit_code)["errors"][0]["code"]

    def stage(self):
        stash = self.path("s.stash")
        described = ["--title", "T", "--performer", "P", "--songwriter", "S", "--composer", "C", "--arranger", "A",
                     "--message", "M", "--track-title", "1=T", "--mcn", "4006381333931", "--isrc",
                     "1=DEXYZ2600001", "--flags", "1=PRE,DCP", "--flags", "2=4CH,SCMS"]
        told = self.run_program("stage", stash, self.path("1.wav"), self.path("2.wav"), "--pause", "2s", *described)
        self.assertEqual((told["result"]["tracks_staged"], told["result"]["tracks_staged_before"]), (2, 0))
        self.assertEqual([(e["stash"], e["track"]) for e in self.events if e["event"] == "track_closed"],
                         [(stash, 1), (stash, 2)])
        return stash

    def test_01_every_command_that_succeeds(self):
        stash, image = self.stage(), self.path("m.cue")
        self.run_program("stage", stash, self.path("1.wav"), "--append")
        self.run_program("edit", stash, "--mode", "tao", "--title", "Night")
        self.run_program("info", stash)
        self.run_program("info", stash, "--no-checksums")
        with open(self.path("n.v07t"), "w") as sheet:
            sheet.write(TEXT_SHEET)
        self.run_program("edit", stash, "--cdtext", self.path("n.v07t"))
        self.run_program("export", stash, self.path("n.cdt"))
        self.run_program("verify", stash, self.path("n.cdt"), exit_code=6)
        texts = self.run_program("info", self.path("n.cdt"))["result"]["texts"][0]
        self.assertEqual((texts["text_blocks"][0]["album"]["title"], len(texts["tracks"])), ("Night", 3))
        self.run_program("info", stash, "--pq-sheet", self.path("s.html"))
        self.run_program("export", stash, image)
        self.run_program("master", image, "-o", self.path("n.cue"), "--format", "cue+wav")
        self.assertEqual(len(self.run_program("info", stash, image)["result"]["discs"]), 2)
        self.run_program("verify", stash, image)
        self.run_program("burn", stash, "--recorder", "image:" + self.folder.name)
        told = self.run_program("burn", stash, "--recorder", "image:" + self.folder.name, "--simulate")
        self.assertTrue(told["result"]["simulated"])
        told = self.run_program("burn", self.path("1.wav"), "--recorder", "image:" + self.folder.name)
        self.assertNotIn("stash", told["result"])
        self.run_program("edit", stash, "--clear")
        self.run_program("info", stash)

    def test_01_what_is_missing(self):
        with open(self.path("1.wav"), "r+b") as file:
            file.truncate(44 + 4 * 44100)
        told = self.run_program("info", self.path("1.wav"), "--salvage")
        self.assertEqual(told["result"]["missing"],
                         [{"path": self.path("1.wav"), "rate": 44100, "first_sample": 44100, "samples": 4 * 44100}])
        with open(self.path("1.wav"), "r+b") as file:
            file.seek(40)
            file.write((4 * 22050).to_bytes(4, "little"))
        told = self.run_program("info", self.path("1.wav"), "--salvage")
        self.assertEqual(told["result"]["missing"],
                         [{"path": self.path("1.wav"), "rate": 44100, "first_sample": 22050, "samples": 22050,
                           "assumed": True}])

    def test_01_what_a_ddp_set_says_of_itself(self):
        told = self.run_program("master", self.path("1.wav"), "-o", self.path("d.ddp/"), "--master-id", "AB-123")
        with open(self.path("d.ddp/CHECKSUM.MD5")) as file:
            self.assertIn(told["result"]["discs"][0]["md5"] + " *IMAGE.DAT", file.read())
        for name in ("CHECKSUM.MD5", "CHECKSUM.TXT"):
            os.remove(self.path("d.ddp/" + name))
        fields = {"map_start": (21, 8), "map_length": (29, 8), "media_number": (37, 1), "book": (86, 1), "sides": (89, 1),
                  "side": (90, 1), "layers": (91, 1), "layer": (92, 1), "user_text": (95, 33)}
        with open(self.path("d.ddp/DDPID"), "r+b") as file:
            for at, length in fields.values():
                file.seek(at)
                file.write(b"1" * length)
        disc = self.run_program("info", self.path("d.ddp"))["result"]["discs"][0]
        self.assertEqual(disc["descriptor"],
                         {name: "1" * length for name, (_, length) in fields.items()} | {"master_id": "AB-123"})

    def test_01_identity(self):
        write_tone(self.path("long.wav"), 7)
        files, answer = [self.path("long.wav"), self.path("2.wav")], self.path("dBAR.bin")
        disc = self.run_program("master", *files, "-o", self.path("i.cue"), "--ids")["result"]["discs"][0]
        ids = [int(n, 16) for n in disc["ids"]["accuraterip"].split("-")]
        with open(answer, "wb") as file:
            file.write(struct.pack("<BIII", 2, *ids))
            for track in disc["tracks"]:
                file.write(struct.pack("<BII", 9, int(track["accuraterip_v2"], 16), 0))
        told = self.run_program("id", self.path("i.cue"), "--accuraterip", answer)["result"]["discs"][0]
        self.assertEqual(told["ids"], disc["ids"])
        self.assertEqual(told["tracks"][1]["accuraterip"],
                         {"state": "matches", "matches": [{"version": 2, "confidence": 9}]})
        with open(answer, "wb") as file:
            file.write(struct.pack("<BIII", 2, *ids))
            for track in disc["tracks"]:
                file.write(struct.pack("<BII", 9, int(track["accuraterip_v2"], 16),
                                       int(track.get("accuraterip_frame_450", "0"), 16)))
        audio = bytes(4 * 30)
        for path in files:
            with wave.open(path, "rb") as file:
                audio += file.readframes(file.getnframes())
        for path, part in zip(files, (audio[:4 * 7 * 44100], audio[4 * 7 * 44100:-4 * 30])):
            with wave.open(path, "wb") as file:
                file.setparams((2, 2, 44100, 0, "NONE", ""))
                file.writeframes(part)
        told = self.run_program("id", *files, "--accuraterip", answer)
        self.assertEqual(told["result"]["discs"][0]["accuraterip_offset_samples"], 30)

    def new_medium(self, name, *options):
        subprocess.run([EMUDRIVE, "--new", self.path(name), *options], check=True)
        return self.path(name)

    def test_01_drives(self):
        disc, tracks, stash = self.new_medium("d.img", "--rw"), self.new_medium("t.img"), self.stage()
        drives = [disc, "--pace", "48"]
        told = self.run_program("burn", stash, "--report", self.path("r.json"), drives=drives)
        with open(self.path("r.json")) as file:
            self.assertEqual(json.load(file), told)
        self.run_program("burn", stash, "--simulate", drives=[tracks])
        minute = [self.path("1.wav")] * 12  # what the drive's buffer does not hold takes a while, and says how long
        self.run_program("burn", *minute, drives=[self.new_medium("m.img"), "--pace", "48"])
        other = self.new_medium("o.img")
        told = self.run_program("burn", stash, drives=[other, "--fault", "read-offset=30"], exit_code=6)
        self.assertEqual(told["result"]["offset_samples"], -30)
        self.assertTrue(told["result"]["unproven"])
        self.assertEqual(told["result"]["not_verified_samples"], 30)
        bent = self.run_program("burn", stash, drives=[self.new_medium("b.img"), "--fault", "flip-bit@100"], exit_code=5)
        self.assertGreater(bent["result"]["blocks_read_again"], 0)
        self.run_program("burn", stash, "--mode", "tao", drives=[tracks, "--fault", "lead-out-error"], exit_code=7)
        listed = self.run_program("drives", drives=[disc, "--drive", tracks, "--drive", ""])["result"]["drives"]
        self.assertEqual([d["medium"]["state"] for d in listed], ["written", "written", "absent"])
        told = self.run_program("doctor", drives=[disc, "--drive", tracks])["result"]
        self.assertEqual({d["name"] for d in told["diagnoses"]} - {"no-sg"}, {"not-blank"})
        self.run_program("doctor", exit_code=7)
        self.run_program("drives")
        self.run_program("erase", drives=[disc])
        self.run_program("eject", drives=[disc])
        taken = self.run_program("drives", drives=[disc, "--", sys.executable, "-c", TAKE_THE_DRIVE])
        self.assertEqual(taken["result"]["drives"][0]["problem_code"], "in_use")

    def test_02_what_a_sheet_can_say(self):
        with open(self.path("a.cue"), "w") as sheet:
            sheet.write('REM GENRE Jazz\nFILE "1.wav" WAVE\n TRACK 01 AUDIO\n  INDEX 01 00:00:20\n'
                        'FILE "2.wav" WAVE\n TRACK 02 AUDIO\n  INDEX 00 00:00:00\n  INDEX 01 00:00:30\n'
                        '  INDEX 02 00:01:00\n')
        told = self.run_program("check", self.path("a.cue"))
        self.assertEqual(told["result"]["discs"][0]["hidden_audio"]["length"], {"blocks": 20, "msf": "00:00:20"})
        track = told["result"]["discs"][0]["tracks"][1]
        self.assertEqual([i["index"] for i in track["indexes"]], [0, 1, 2])
        self.assertEqual(track["pregap_audio"], {"blocks": 30, "msf": "00:00:30"})
        self.run_program("master", self.path("a.cue"), "-o", self.path("b.cue"), "--mode", "tao")

    def test_02_what_a_sheet_with_data_can_say(self):
        with open(self.path("a.cue"), "w") as sheet:
            sheet.write('FILE "1.wav" WAVE\n TRACK 01 AUDIO\n  INDEX 01 00:00:00\n'
                        'FILE "2.bin" BINARY\n TRACK 02 MODE1/2352\n  PREGAP 00:02:00\n  INDEX 01 00:00:00\n')
        with open(self.path("2.bin"), "wb") as data:
            data.write(bytes(2352 * 300))
        told = self.run_program("master", self.path("a.cue"), "-o", self.path("b.cue"))["result"]
        self.assertEqual((told["data"], told["lost"]), ("not copied", ["track 2 (data)"]))
        told = self.run_program("id", self.path("a.cue"))["result"]["discs"][0]
        self.assertEqual([t["number"] for t in told["data_tracks"]], [2])

    def test_03_findings_have_their_exit_codes(self):
        write_tone(self.path("short.wav"), 2, 40000 // 2)
        told = self.run_program("check", self.path("1.wav"), self.path("short.wav"), exit_code=3)
        self.assertEqual(told["result"]["findings"][0]["rule"], "track-too-short")
        self.run_program("check", self.path("1.wav"), "--capacity", "300", exit_code=4)

    def test_04_every_exit_code_that_can_be_had_without_a_drive(self):
        stash, image = self.stage(), self.path("m.cue")
        self.run_program("export", stash, image)
        self.assertEqual(self.code_of("export", stash, image, exit_code=1), "exists")
        self.assertEqual(self.code_of("info", stash, "--loud", exit_code=2), "bad_value")
        self.assertEqual(self.code_of("edit", stash, exit_code=2), "bad_value")
        self.assertEqual(self.code_of("info", self.path("none"), exit_code=3), "not_found")
        self.assertEqual(self.code_of("edit", image, "--title", "T", exit_code=3), "malformed")
        self.assertEqual(
            self.code_of("master", self.path("1.wav"), "-o", self.path("x.cue"), "--capacity", "300", exit_code=4),
            "does_not_fit")
        self.assertEqual(self.code_of("verify", stash, self.path("1.wav"), exit_code=5), "differs")
        told = self.run_program("burn", self.path("1.wav"), "--recorder", "image:" + self.folder.name, "--no-verify",
                                exit_code=6)
        self.assertTrue(os.path.exists(told["result"]["stash"]))
        self.assertIn("why_not_verified", told["result"])

    def test_05_an_interrupted_command_tells_so(self):
        os.truncate(self.path("1.wav"), 44 + 3600 * 44100 * 4)
        with open(self.path("1.wav"), "r+b") as file:
            file.seek(4)
            file.write(struct.pack("<I", 36 + 3600 * 44100 * 4))
            file.seek(40)
            file.write(struct.pack("<I", 3600 * 44100 * 4))
        process = self.start(["info", self.path("1.wav"), "--json", "--progress", "json"])
        first = process.stderr.readline()
        validator("progress").validate(json.loads(first))
        process.send_signal(signal.SIGINT)
        self.assertEqual(self.check(process, 130)["errors"][0]["code"], "cancelled")

    def test_06_a_command_line_without_a_command_is_answered_in_json(self):
        for words in (["bake"], []):
            told = self.check(self.start([*words, "--json", "--progress=json"]), 2)
            self.assertEqual(told["command"], "")

    def test_07_every_member_was_seen(self):
        self.assertEqual(members(SCHEMA) - Schema.seen, set())

    def test_08_every_member_and_every_value_is_described(self):
        def values(schema):
            if isinstance(schema, list):
                return set().union(*map(values, schema))
            if not isinstance(schema, dict):
                return set()
            return {v for v in schema.get("enum", []) if isinstance(v, str) and v}.union(*map(values, schema.values()))
        described = set(re.findall(r"`([^`\n]+)`", PAGE))
        self.assertEqual((members(SCHEMA) | values(SCHEMA)) - described, set())

    def test_09_no_object_may_have_members_that_the_schema_does_not_name(self):
        def closed(schema):
            if isinstance(schema, list):
                return all(map(closed, schema))
            if not isinstance(schema, dict):
                return True
            return ("properties" not in schema or schema.get("additionalProperties") is False) and all(
                map(closed, schema.values()))
        jsonschema.Draft202012Validator.check_schema(SCHEMA)
        self.assertTrue(closed(SCHEMA["$defs"]))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests may ignore it
    unittest.main(argv=sys.argv[:1])
