"""master(), stage(), record(), compare(), check(), identify(), recorders(), diagnose()."""

import json
import signal
import threading
import time
import unittest
import zlib

import redbook
from redbook import Errc, Verdict
from support import ALBUM, Case, noise


class Master(Case):
    def test_an_album_becomes_a_ddp_set_that_is_verified(self):
        out = f"{self.folder}/night.ddp/"
        made = redbook.master(redbook.open(ALBUM), out)
        self.assertEqual((made.verdict, made.verified, made.sentence, made.kind),
                         (Verdict.verified, True, f"{out}: written, read back and compared", "DDP 2.00 set"))
        self.assertEqual(made.place, out)
        self.assertEqual({item.state for item in made.comparison.items}, {redbook.ItemState.equal})
        self.assertEqual(redbook.compare(ALBUM, out).verdict, Verdict.verified)
        self.assertEqual((made.exit_code, made.interrupted, made.failures, made.staged), (0, False, [], None))
        self.assertEqual(repr(made), f"Outcome(verified, '{out}')")

    def test_options_are_those_of_the_library(self):
        out = self.folder / "x.cue"
        made = redbook.master(ALBUM, out, format="cue+wav", identify=True, cd_text=False,
                              report=self.folder / "x.json", pq_sheet=self.folder / "x.csv",
                              delivery={"label": "Ours", "master_id": "M-1"}, capacity="74")
        self.assertTrue((self.folder / "x.wav").exists())
        self.assertEqual(made.capacity, 333000)
        self.assertEqual(made.identity.ids.musicbrainz, redbook.identify(ALBUM).ids.musicbrainz)
        self.assertEqual(made.report, str(self.folder / "x.json"))
        self.assertIn("Ours", (self.folder / "x.csv").read_text(encoding="utf-8"))
        with self.assertRaisesRegex(ValueError, "^delivery: 'lable' is not one of its fields$"):
            redbook.master(ALBUM, out, delivery={"lable": "Ours"})
        with self.assertRaisesRegex(ValueError, "^'75' is not a capacity; there are 74, 80, 90, 99 and blocks$"):
            redbook.master(ALBUM, out, capacity="75")

    def test_an_output_is_replaced_only_if_asked_for(self):
        out = self.folder / "x.cue"
        redbook.master(ALBUM, out)
        with self.assertRaises(redbook.Error) as caught:
            redbook.master(ALBUM, out)
        self.assertEqual((caught.exception.code, caught.exception.remedy),
                         (Errc.exists, redbook.Remedy.replace_output))
        self.assertTrue(redbook.master(ALBUM, out, force=True).verified)

    def test_strict_raises_the_first_warning_and_has_the_others(self):
        self.wav("1.wav", noise(300))
        sheet = self.folder / "a.cue"
        sheet.write_text('FILE "1.wav" WAVE\nFOO 1\n  TRACK 01 AUDIO\n    BAR 2\n    INDEX 01 00:00:00\n',
                         encoding="ascii")
        skipped = "is not a cue sheet command; lines that begin with it are skipped"
        warnings = [f"{sheet}:2: 'FOO' {skipped}", f"{sheet}:4: 'BAR' {skipped}"]
        self.assertEqual(redbook.open(sheet).warnings, warnings)
        error = self.raises(Errc.malformed, warnings[0], redbook.master, sheet, self.folder / "x.cue", strict=True)
        self.assertEqual(error.further, (warnings[1],))
        self.assertFalse((self.folder / "x.cue").exists())

    def test_a_report_says_what_the_outcome_says(self):
        made = redbook.master(ALBUM, self.folder / "x.cue")
        report = json.loads(made.to_json())
        self.assertEqual((report["schema"], report["exit_code"], report["result"]["verdict"]),
                         ("redbook/1", 0, "verified"))
        self.assertIn("verified", made.to_text())

    def test_formats_are_those_of_the_library(self):
        formats = {format.name: format for format in redbook.formats()}
        self.assertEqual([(formats[name].reads, formats[name].writes) for name in ("ddp", "stash", "flac-tracks")],
                         [(True, True), (True, True), (False, True)])
        self.assertEqual((formats["ddp"].extension, repr(formats["ddp"])), ("/", "Format('ddp')"))


class Progress(Case):
    def test_progress_goes_through_the_phases_to_their_ends(self):
        seen = []
        redbook.master(ALBUM, self.folder / "x.cue", progress=lambda p: seen.append((p.phase, p.done, p.total)))
        phases = list(dict.fromkeys(phase for phase, _, _ in seen))
        self.assertEqual(phases, [redbook.Phase.writing, redbook.Phase.reading_back])
        for phase in phases:
            last = [(done, total) for p, done, total in seen if p == phase][-1]
            self.assertEqual(last[0], last[1])

    def test_it_is_called_in_the_thread_that_called(self):
        threads = set()
        redbook.compare(ALBUM, ALBUM, progress=lambda _: threads.add(threading.get_ident()))
        self.assertEqual(threads, {threading.get_ident()})

    def test_returning_false_cancels_and_leaves_nothing(self):
        for work in self.works(lambda _: False):
            with self.assertRaises(redbook.Error) as caught:
                work()
            self.assertEqual(caught.exception.code, Errc.cancelled)
        self.assertFalse((self.folder / "x.cue").exists())

    def test_returning_anything_else_does_not(self):
        for answer in (None, 0, "", True):
            self.assertTrue(redbook.compare(ALBUM, ALBUM, progress=lambda _, answer=answer: answer).verified)

    def test_an_exception_cancels_and_is_raised_unchanged(self):
        raised = KeyError("mine")

        def progress(_):
            raise raised

        for work in self.works(progress):
            with self.assertRaises(KeyError) as caught:
                work()
            self.assertIs(caught.exception, raised)
        self.assertFalse((self.folder / "x.cue").exists())

    def test_ctrl_c_cancels_work_without_a_callback(self):
        album = redbook.open(self.long_album(300000))
        main = threading.get_ident()
        timer = threading.Timer(0.1, lambda: signal.pthread_kill(main, signal.SIGINT))
        with self.assertRaises(KeyboardInterrupt):
            timer.start()
            while True:
                redbook.identify(album)
        timer.join()

    def works(self, progress):
        album = redbook.open(ALBUM)
        return [lambda: redbook.master(album, self.folder / "x.cue", progress=progress),
                lambda: redbook.stage(self.folder / "x.stash", album, progress=progress),
                lambda: redbook.record(album, f"image:{self.folder}", stash_folder=self.folder, progress=progress),
                lambda: redbook.compare(album, album, progress=progress),
                lambda: redbook.check(album, progress=progress),
                lambda: redbook.identify(album, progress=progress),
                lambda: album.to_json(progress=progress)]

    def test_other_threads_run_while_work_is_done(self):
        album = redbook.open(self.long_album())
        counted, working = [], threading.Event()

        def count():
            working.wait()
            while working.is_set():
                counted.append(1)
                time.sleep(0)

        thread = threading.Thread(target=count)
        thread.start()
        in_callback = []

        def progress(_):
            working.set()
            in_callback.append(len(counted))

        redbook.master(album, self.folder / "x.cue", progress=progress)
        working.clear()
        thread.join()
        self.assertGreater(in_callback[-1], in_callback[0])

    def test_two_threads_master_the_same_album(self):
        album = redbook.open(ALBUM)
        verdicts = {}

        def work(name):
            verdicts[name] = redbook.master(album, self.folder / name).verdict

        threads = [threading.Thread(target=work, args=(f"{n}.cue",)) for n in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(verdicts, {f"{n}.cue": Verdict.verified for n in range(3)})


class OtherJobs(Case):
    def test_stage_reports_each_track_and_continues(self):
        stash, closed = self.folder / "x.stash", []
        made = redbook.stage(stash, ALBUM, on_closed=closed.append)
        self.assertEqual((closed, made.staged, made.place), ([1, 2, 3, 4], 4, str(stash)))
        self.assertEqual(redbook.stage(stash, ALBUM).staged, 0)
        self.assertEqual(redbook.stage(stash, ALBUM, onto="what_is_there").staged, 4)
        self.assertEqual(len(redbook.open(stash).disc.tracks), 8)

    def test_an_exception_when_a_track_is_staged_stops_after_it(self):
        def stop(track):
            if track == 2:
                raise StopAsyncIteration

        with self.assertRaises(StopAsyncIteration):
            redbook.stage(self.folder / "x.stash", ALBUM, on_closed=stop)
        self.assertGreaterEqual(len(redbook.open(self.folder / "x.stash").disc.tracks), 2)
        self.assertLessEqual(redbook.stage(self.folder / "x.stash", ALBUM).staged, 2)

    def test_record_takes_an_album_or_a_stash(self):
        stash = self.folder / "x.stash"
        redbook.stage(stash, ALBUM)
        for source in (redbook.open(ALBUM), stash):
            made = redbook.record(source, f"image:{self.folder}", stash_folder=self.folder, mode="sao")
            self.assertEqual((made.verdict, made.kind, made.simulated), (Verdict.verified, "recording", False))

    def test_what_cannot_be_recorded_on_is_an_error(self):
        with self.assertRaises(redbook.Error) as caught:
            redbook.record(ALBUM, self.folder / "no-drive", stash_folder=self.folder)
        self.assertIn(caught.exception.code, (Errc.not_found, Errc.device, Errc.bad_value))

    def test_compare_says_where_albums_differ(self):
        audio = noise(300)
        changed = bytearray(audio)
        changed[2352 * 75] ^= 1
        one, two = self.wav("1.wav", audio), self.wav("2.wav", bytes(changed))
        found = redbook.compare(one, two)
        self.assertEqual((found.verdict, found.exit_code), (Verdict.differs, 5))
        (item,) = found.comparison.differences
        self.assertEqual(item.name, "audio of track 1")
        self.assertIn("track 1 at 00:01:00", item.detail)
        self.assertEqual(repr(found.comparison), f"Comparison(differs, {len(found.comparison.items)} items)")

    def test_check_finds_what_breaks_a_rule(self):
        found = redbook.check(self.wav("1.wav", noise(100)))
        self.assertEqual([(f.severity, f.rule, f.track) for f in found.findings][:1],
                         [(redbook.Severity.error, "track-too-short", 1)])
        self.assertGreater(found.signals[0].sums.peak, 0)
        self.assertEqual(found.capacity, 359849)
        self.assertEqual(redbook.check(ALBUM, capacity=400).capacity, 400)

    def test_identify_knows_ids_and_checksums(self):
        identity = redbook.identify(ALBUM)
        self.assertRegex(identity.ids.musicbrainz, r"^[\w.-]{28}$")
        self.assertRegex(identity.ids.accurate_rip, r"^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$")
        self.assertEqual([len(identity.tracks), len(identity.accurate_rip), len(identity.ctdb_tracks)], [4, 4, 4])
        redbook.master(ALBUM, self.folder / "x.cue")
        self.assertEqual(identity.crc, zlib.crc32((self.folder / "x.bin").read_bytes()))

    def test_drives_are_listed_and_a_missing_one_is_diagnosed(self):
        self.assertIsInstance(redbook.recorders(), list)
        found = redbook.diagnose("/dev/sr99")
        self.assertEqual(found[0].severity, redbook.Severity.error)
        self.assertTrue(found[0].sentence)


if __name__ == "__main__":
    unittest.main()
