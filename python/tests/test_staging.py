"""Staging: block by block, from any buffer."""

import array
import threading
import unittest

import redbook
from redbook import Errc, Staging
from support import Case, noise

try:
    import numpy
except ImportError:
    numpy = None


class Stagings(Case):
    def staged(self, name, parts):
        """What a stash has of audio that was staged in these parts."""
        with Staging.create(self.folder / name) as staging:
            staging.open_track()
            for part in parts:
                staging.append(part)
            staging.close_track()
        return b"".join(redbook.open(self.folder / name).blocks())

    def test_bytes_memoryviews_and_arrays_stage_the_same(self):
        audio, step = noise(310), 31 * 2352
        parts = [audio[at:at + step] for at in range(0, len(audio), step)]
        view = memoryview(bytearray(audio))
        self.assertEqual(self.staged("bytes", parts), audio)
        self.assertEqual(self.staged("bytearray", map(bytearray, parts)), audio)
        self.assertEqual(self.staged("view", (view[at:at + step] for at in range(0, len(audio), step))), audio)
        self.assertEqual(self.staged("array", [array.array("h", audio)]), audio)
        self.assertEqual(self.staged("shaped", [view.cast("h", (310 * 588, 2))]), audio)

    @unittest.skipUnless(numpy, "NumPy is not installed")
    def test_numpy_arrays_stage_the_same(self):
        audio = noise(310)
        samples = numpy.frombuffer(audio, "<i2").reshape(-1, 2)
        self.assertEqual(self.staged("whole", [samples]), audio)
        self.assertEqual(self.staged("slices", [samples[:588 * 10], samples[588 * 10:]]), audio)
        self.assertEqual(self.staged("flat", [samples.reshape(-1)]), audio)

    @unittest.skipUnless(numpy, "NumPy is not installed")
    def test_arrays_of_another_kind_are_refused_and_not_converted(self):
        samples = numpy.zeros((588, 2), "<i2")
        with Staging.create(self.folder / "x.stash") as staging:
            staging.open_track()
            for wrong in (samples.astype(float), samples.astype(">i2"), samples.astype("<u2"), samples.astype("<i4"),
                          numpy.zeros((2, 588), "<i2"), numpy.zeros((588, 2), "u1")):
                with self.assertRaisesRegex(TypeError, r"^audio is bytes, or 16-bit little-endian samples of shape "
                                                       r"\(n, 2\), not '.*' of this shape$"):
                    staging.append(wrong)
            for wrong in (numpy.asfortranarray(samples), numpy.zeros((588, 4), "<i2")[:, ::2]):
                with self.assertRaises((BufferError, ValueError)):
                    staging.append(wrong)
            with self.assertRaises(TypeError):
                staging.append("text")
            self.assertEqual(staging.disc.tracks[0].length, 0)
            staging.abandon_track()

    def test_a_buffer_is_not_copied_and_is_free_afterwards(self):
        audio = bytearray(noise(300))
        with Staging.create(self.folder / "x.stash") as staging:
            staging.open_track()
            staging.append(audio)
            audio.clear()  # BufferError if it were still in use
            staging.close_track()

    def test_pieces_of_blocks_are_refused(self):
        path = self.folder / "x.stash"
        with Staging.create(path) as staging:
            staging.open_track()
            with self.assertRaises(redbook.Error) as caught:
                staging.append(bytes(2353))
            self.assertEqual(caught.exception.code, Errc.bad_value)
            staging.abandon_track()

    def test_tracks_have_what_they_are_given(self):
        disc = redbook.Disc(title="Night", performer="Us", mcn="4006381333931", mode="tao", gap=75)
        with Staging.create(self.folder / "x.stash", disc=disc, capacity="74") as staging:
            self.assertEqual((staging.capacity, staging.has_open_track, staging.warnings), (333000, False, []))
            staging.open_track(redbook.Track(title="One", isrc="DEXYZ2600001", pregap=10))
            self.assertTrue(staging.has_open_track)
            staging.append(noise(310))
            self.assertEqual(staging.disc.tracks[0].length, 300)
            staging.close_track()
            self.assertLess(staging.available, 333000 - 300)
        again = redbook.open(self.folder / "x.stash").disc
        self.assertEqual((again.title, again.performer, again.mcn, again.mode, again.gap),
                         ("Night", "Us", "4006381333931", redbook.Mode.tao, 75))
        self.assertEqual([(t.title, t.isrc, t.pregap, t.length) for t in again.tracks],
                         [("One", "DEXYZ2600001", 10, 300)])

    def test_texts_of_a_track_need_no_texts_of_the_disc(self):
        with Staging.create(self.folder / "x.stash") as staging:
            for title in ("One", "Two"):
                staging.open_track(redbook.Track(title=title))
                staging.append(noise(300))
                staging.close_track()
        self.assertEqual([t.title for t in redbook.open(self.folder / "x.stash").disc.tracks], ["One", "Two"])

    def test_the_end_of_a_with_block_closes_the_open_track(self):
        with Staging.create(self.folder / "x.stash") as staging:
            staging.open_track()
            staging.append(noise(300))
        self.assertEqual(len(redbook.open(self.folder / "x.stash").disc.tracks), 1)

    def test_an_exception_in_a_with_block_keeps_closed_tracks_and_drops_the_open_one(self):
        with self.assertRaises(KeyError):
            with Staging.create(self.folder / "x.stash") as staging:
                staging.open_track()
                staging.append(noise(300))
                staging.close_track()
                staging.open_track()
                staging.append(noise(300))
                raise KeyError
        with Staging.open(self.folder / "x.stash") as staging:
            self.assertEqual([track.length for track in staging.disc.tracks], [300])

    def test_a_closed_staging_does_nothing_more(self):
        staging = Staging.create(self.folder / "x.stash")
        staging.close()
        staging.close()
        self.raises(Errc.bad_value, f"{self.folder}/x.stash: staging was closed; open the stash again",
                    staging.append, bytes(2352))
        self.assertEqual(repr(staging), f"Staging('{self.folder}/x.stash')")

    def test_what_does_not_fit_is_an_error_and_what_fits_is_kept(self):
        path = self.folder / "x.stash"
        with Staging.create(path, capacity=400) as staging:
            staging.open_track()
            self.raises(Errc.does_not_fit, f"{path}: the disc is full; 10 blocks of 410 blocks were not staged",
                        staging.append, bytes(410 * 2352))
        self.assertEqual(redbook.open(path).lead_out, 400)

    def test_tracks_are_dropped_and_described_anew(self):
        with Staging.create(self.folder / "x.stash") as staging:
            for seed in (1, 2, 3):
                staging.open_track()
                staging.append(noise(300, seed=seed))
                staging.close_track()
            staging.drop_last()
            tracks = [redbook.Track(title=f"No. {n}", pause=track.pause, length=track.length)
                      for n, track in enumerate(staging.disc.tracks, 1)]
            staging.edit(redbook.Disc(tracks=tracks, title="Numbers"))
        disc = redbook.open(self.folder / "x.stash").disc
        self.assertEqual((disc.title, [t.title for t in disc.tracks]), ("Numbers", ["No. 1", "No. 2"]))
        with Staging.open(self.folder / "x.stash") as staging:
            staging.clear()
            self.assertEqual(staging.disc.tracks, [])

    def test_states_that_do_not_allow_a_call_are_errors(self):
        with Staging.create(self.folder / "x.stash") as staging:
            for code, call in ((Errc.no_track_open, lambda: staging.append(bytes(2352))),
                               (Errc.no_track_open, staging.close_track), (Errc.bad_value, staging.drop_last)):
                with self.assertRaises(redbook.Error) as caught:
                    call()
                self.assertEqual(caught.exception.code, code)
            with self.assertRaises(redbook.Error) as caught:
                Staging.open(self.folder / "x.stash")
            self.assertEqual(caught.exception.code, Errc.in_use)

    def test_threads_that_append_at_the_same_time_take_turns(self):
        with Staging.create(self.folder / "x.stash") as staging:
            staging.open_track()
            threads = [threading.Thread(target=lambda: [staging.append(bytes(2352 * 5)) for _ in range(50)])
                       for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertEqual(redbook.open(self.folder / "x.stash").lead_out, 1000)


if __name__ == "__main__":
    unittest.main()
