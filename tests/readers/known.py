"""Where other programs are known to differ from what is on a disc: (reader, format, disc, fact, in words), the first four
as patterns. The first line that fits explains a difference; the fact is "all" where the disc is refused."""

DEFECTS = [
    ("cdrdao show-data", "cue+bin", "*", "audio",
     "cdrdao takes BINARY for big-endian, so the samples come out with their bytes swapped"),
    ("cdrdao show-*", "cue+*", "indexes", "all",
     "cdrdao refuses an INDEX above 01 in a track that does not begin where its FILE does: \"Index beyond track end\""),
    ("cd-info*", "toc", "*", "TOC",
     "libcdio adds pauses that lie in FILE (START) to the lead-out once more"),
    ("cd-info*", "toc", "texts", "all", "libcdio refuses a .toc with LANGUAGE_MAP"),
    ("chdman*", "cue+wav", "*", "*",
     "chdman miscounts tracks that share one WAV file; mostly it gives up, thinking that terabytes are missing"),
    ("chdman*", "toc", "*", "audio",
     "chdman takes the WAV file of a .toc for raw big-endian audio, its header included"),
    ("chdman*", "toc", "*", "*", "chdman does not know START in a .toc, so there are no pauses and tracks begin with them"),
    ("mednafen", "toc", "indexes", "all", "mednafen refuses a .toc with INDEX"),
    ("mednafen", "toc", "*", "TOC", "mednafen counts pauses that lie in FILE (START) twice"),
]
