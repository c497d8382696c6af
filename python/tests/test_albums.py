"""open(), Album, Disc and Track."""

import json
import os
import threading
import unittest

import redbook
from support import ALBUM, Case, noise


class Albums(Case):
    def test_a_folder_is_an_album_with_its_tracks_texts_and_sources(self):
        album = redbook.open(ALBUM)
        self.assertEqual((album.kind, album.path, album.has_audio), (redbook.AlbumKind.folder, str(ALBUM), True))
        disc = album.disc
        self.assertEqual([track.title for track in disc.tracks], ["Lead-in", "Pregap", "Emphasis", "Lead-out"])
        self.assertEqual((disc.title, disc.mode, disc.join), (disc.text_blocks[0].album.title, redbook.Mode.sao,
                                                              redbook.Join.joined))
        self.assertEqual([os.path.basename(track.source_path) for track in disc.tracks],
                         sorted(os.listdir(ALBUM)))
        self.assertEqual([(s.container, s.rate, s.bits, s.lossy) for s in album.sources],
                         [("FLAC", 44100, 16, False)] * 4)
        self.assertEqual(disc.layout.lead_out, album.lead_out)
        self.assertEqual((disc.layout.tracks[0].start, disc.layout.tracks[0].index01), (-150, 0))

    def test_a_list_of_files_keeps_its_order_and_takes_str_bytes_and_paths(self):
        one, two = self.wav("1.wav", noise(300)), self.wav("2.wav", noise(301, seed=2))
        album = redbook.open([two, str(one), os.fsencode(two)], pause=75)
        self.assertEqual([track.length for track in album.disc.tracks], [301, 300, 301])
        self.assertEqual([track.pause for track in album.disc.tracks], [150, 75, 75])

    def test_what_is_read_is_what_the_file_has(self):
        audio = noise(310)
        album = redbook.open(self.wav("1.wav", audio))
        self.assertEqual(b"".join(album.blocks()), audio)
        self.assertEqual(album.read(7, 3), audio[7 * 2352:10 * 2352])
        self.assertEqual(album.read(-150, 150), bytes(150 * 2352))
        self.assertEqual([len(part) // 2352 for part in album.blocks(first=300, size=4)], [4, 4, 2])
        self.assertEqual(list(album.blocks(first=5, end=5)), [])

    def test_blocks_beyond_the_disc_are_refused(self):
        path = self.wav("1.wav", noise(300))
        album = redbook.open(path)
        bad = redbook.Errc.bad_value
        self.raises(bad, f"{path}: 2 blocks from 299 on are not on the disc, which ends at 300", album.read, 299, 2)
        self.raises(bad, f"{path}: 1 block from -151 on are not on the disc, which ends at 300", album.read, -151)
        self.raises(bad, f"{path}: -1 blocks from 0 on are not on the disc, which ends at 300", album.read, 0, -1)
        self.raises(bad, "0: is not a number of blocks to read", album.blocks, size=0)

    def test_threads_read_the_same_album_at_the_same_time(self):
        audio = noise(600)
        album = redbook.open(self.wav("1.wav", audio))
        wrong = []

        def read_all():
            for lba in range(0, 600, 5):
                if album.read(lba, 5) != audio[lba * 2352:(lba + 5) * 2352]:
                    wrong.append(lba)

        threads = [threading.Thread(target=read_all) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])

    def test_options_reach_the_library(self):
        path = self.wav("1.wav", noise(300))
        louder = redbook.open(path, gain_db=-6.0)
        self.assertNotEqual(louder.read(0), redbook.open(path).read(0))
        tracks = redbook.open([path, path], join=redbook.Join.separate).disc
        self.assertEqual(tracks.join, redbook.Join.separate)
        self.assertEqual(tracks, redbook.open([path, path], join="separate").disc)

    def test_a_member_that_is_not_there_is_named_with_those_that_are(self):
        with self.assertRaisesRegex(ValueError, "^'tight' is not a member of Join; there are joined, separate$"):
            redbook.open(ALBUM, join="tight")

    def test_what_is_not_a_path_is_a_type_error(self):
        for wrong in (1, None, [1], {"a": 1}):
            with self.assertRaises(TypeError):
                redbook.open(wrong)
        with self.assertRaises(TypeError):
            redbook.open(ALBUM, joined=True)
        with self.assertRaises(TypeError):
            redbook.open(ALBUM, "separate")

    def test_an_error_has_a_code_a_remedy_and_a_sentence(self):
        error = self.raises(redbook.Errc.not_found, f"{self.folder}/none.cue: there is no such file or folder", redbook.open,
                            self.folder / "none.cue")
        self.assertEqual((error.remedy, error.further, error.outcome), (redbook.Remedy.none, (), None))
        self.assertIsInstance(error, Exception)

    def test_names_that_are_not_utf_8_come_back_as_python_has_them(self):
        path = os.fsencode(self.folder) + b"/\xff.wav"
        os.rename(self.wav("1.wav", noise(300)), path)
        album = redbook.open(path)
        self.assertEqual(os.fsencode(album.path), path)
        self.assertEqual([os.fsencode(file) for file in album.files], [path])
        with self.assertRaises(redbook.Error) as caught:
            redbook.open(path + b".none")
        self.assertIn(path, os.fsencode(str(caught.exception)))

    def test_cd_text_of_files_replaces_the_discs(self):
        out = self.folder / "texts.cdt"
        redbook.master(ALBUM, out)
        files = [self.wav(f"{n}.wav", noise(300, seed=n)) for n in range(1, 5)]
        album = redbook.open(files, cd_text=out)
        self.assertEqual([track.title for track in album.disc.tracks], ["Lead-in", "Pregap", "Emphasis", "Lead-out"])

    def test_a_file_of_cd_text_is_an_album_without_audio_if_asked_for(self):
        out = self.folder / "texts.cdt"
        redbook.master(ALBUM, out)
        album = redbook.open(out, texts_alone=True)
        self.assertFalse(album.has_audio)
        self.raises(redbook.Errc.unsupported, f"{out}: has no audio", album.read, 0)

    def test_deemphasize_takes_the_flag_away(self):
        self.assertEqual([track.pre_emphasis for track in redbook.open(ALBUM).disc.tracks],
                         [track.title == "Emphasis" and track.pre_emphasis for track in redbook.open(ALBUM).disc.tracks])
        sheet = self.folder / "a.cue"
        self.wav("1.wav", noise(300))
        sheet.write_text('FILE "1.wav" WAVE\n  TRACK 01 AUDIO\n    FLAGS PRE\n    INDEX 01 00:00:00\n', encoding="ascii")
        self.assertTrue(redbook.open(sheet).disc.tracks[0].pre_emphasis)
        self.assertFalse(redbook.open(sheet, deemphasize=True).disc.tracks[0].pre_emphasis)

    def test_a_report_is_json_or_text(self):
        report = json.loads(redbook.open(ALBUM).to_json(checksums=False))
        self.assertEqual((report["schema"], len(report["result"]["discs"][0]["tracks"])), ("redbook/1", 4))
        self.assertIn("Lead-out", redbook.open(ALBUM).to_text())


class Values(unittest.TestCase):
    def test_a_disc_and_a_track_are_made_of_keywords(self):
        track = redbook.Track(title="One", isrc="de-xyz-26-00001", pregap=10, indexes=[75, 150], scms=True)
        self.assertEqual((track.title, track.isrc, track.pregap, track.indexes, track.scms, track.copy_permitted),
                         ("One", "DEXYZ2600001", 10, [75, 150], True, False))
        disc = redbook.Disc(tracks=[track], mode="tao", mcn="012345678905", title="Night", performer="Us")
        self.assertEqual((disc.tracks, disc.mode, disc.mcn, disc.title, disc.performer),
                         ([track], redbook.Mode.tao, "0012345678905", "Night", "Us"))

    def test_wrong_codes_texts_and_keywords_are_refused(self):
        with self.assertRaisesRegex(ValueError, "^'X' is not an ISRC$"):
            redbook.Track(isrc="X")
        with self.assertRaisesRegex(ValueError, r"^'1' is not a catalogue number \(MCN\)$"):
            redbook.Disc(mcn="1")
        with self.assertRaises(TypeError):
            redbook.Track(titel="One")

    def test_values_are_equal_where_all_they_say_is(self):
        self.assertEqual(redbook.Track(title="One"), redbook.Track(title="One"))
        self.assertNotEqual(redbook.Track(title="One"), redbook.Track(title="Two"))
        self.assertNotEqual(redbook.Track(title="One"), "One")

    def test_a_track_at_once_disc_has_gaps_as_recorded(self):
        tracks = [redbook.Track(pause=150, length=300), redbook.Track(length=300)]
        disc = redbook.Disc(tracks=tracks, mode="tao")
        self.assertEqual(disc.as_recorded().layout.tracks[1].index01, 300 + 2 + 150)
        self.assertEqual(disc.layout.tracks[1].index01, 300)

    def test_objects_show_what_they_are(self):
        disc = redbook.open(ALBUM).disc
        self.assertEqual(repr(redbook.open(ALBUM)), f"Album('{ALBUM}', folder, 4 tracks, {redbook.msf(disc.layout.lead_out)})")
        self.assertEqual(repr(redbook.Track(title="It's", length=301)), '''Track("It's", 00:04:01)''')
        self.assertEqual(repr(redbook.Disc(title="Night", tracks=[redbook.Track(pause=150, length=300)])),
                         "Disc('Night', 1 track, 00:04:00, sao)")
        self.assertEqual(repr(disc.layout.tracks[0])[:29], "TrackSpan(start=-150, index01")


if __name__ == "__main__":
    unittest.main()
