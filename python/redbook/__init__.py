"""Audio-CD mastering: any album in, any master out, proven by reading it back.

    import redbook

    album = redbook.open("album/")                 # files, a folder, a sheet, an image, a stash, a drive
    made = redbook.master(album, "night.ddp/")     # written, read back, compared, then named
    print(made.verdict.name, made.sentence)

open()                   anything that has a disc, as an Album
master()                 an album as an image, a DDP set, a stash or CD-TEXT
stage(), Staging         an album in a stash, which survives a crash; Staging does it block by block
record()                 an album or a stash on a disc
compare()                whether two albums are the same disc
check(), identify()      the rules of the Red Book; disc IDs and checksums
recorders(), diagnose()  drives, and why one cannot be used

Addresses and lengths are in blocks of 1/75 s, 2352 bytes. An album is an Album, or what open() takes. Where an
enumeration is taken, so is the name of a member: mode="tao". Errors are redbook.Error, with a code and a remedy.
The GIL is released during all work; callbacks are called in the thread that called, and Ctrl-C cancels.
"""

from ._redbook import (
    BLOCK_BYTES, BLOCK_SAMPLES, BLOCKS_PER_SECOND, AccurateRipSums, Album, AlbumKind, AudioSource, Blocks, Charset,
    Checked, Comparison, CueOrigin, Diagnosis, Disc, DiscIds, Drive, Encoding, Errc, Error, Failure, Finding, Format,
    Identity, Item, ItemState, Join, Layout, MatchedTrack, Medium, Mode, Onto, Outcome, Phase, Progress, Remedy,
    Severity, Staging, TextBlock, Texts, Track, TrackSignal, TrackSpan, TrackSums, TrackVerdict, Verdict, __version__,
    check, compare, diagnose, formats, identify, master, msf, open, record, recorders, stage)

__all__ = [
    "open", "master", "stage", "record", "compare", "check", "identify", "recorders", "diagnose", "formats", "msf",
    "Album", "Blocks", "Staging", "Outcome", "Comparison", "Item", "ItemState", "Verdict", "Checked", "Finding",
    "Severity", "TrackSignal", "TrackSums", "Identity", "DiscIds", "AccurateRipSums", "MatchedTrack", "TrackVerdict",
    "Disc", "Track", "Texts", "TextBlock", "Layout", "TrackSpan", "AudioSource", "Failure", "Format", "Drive",
    "Medium", "Diagnosis", "Progress", "Error", "Errc", "Remedy", "AlbumKind", "Charset", "CueOrigin", "Encoding",
    "Join", "Mode", "Onto", "Phase", "BLOCK_BYTES", "BLOCK_SAMPLES", "BLOCKS_PER_SECOND"]
