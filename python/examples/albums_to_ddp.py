"""Every album in a folder as a DDP set, with the results as CSV: albums_to_ddp.py ALBUMS OUT"""
import csv
import sys
from pathlib import Path

import redbook

albums, out = Path(sys.argv[1]), Path(sys.argv[2])
out.mkdir(exist_ok=True)
failed = 0
with open(out / "results.csv", "w", newline="", encoding="utf-8") as file:
    results = csv.writer(file)
    results.writerow(["album", "verdict", "tracks", "length", "musicbrainz", "what"])
    for folder in sorted(filter(Path.is_dir, albums.iterdir())):
        try:
            made = redbook.master(folder, out / folder.name, format="ddp", identify=True)
            ids = made.identity.ids.musicbrainz if made.identity else ""
            length = redbook.msf(made.disc.layout.lead_out)
            row = [made.verdict.name, len(made.disc.tracks), length, ids, made.sentence]
        except redbook.Error as error:
            row = ["failed", "", "", "", error]
        failed += row[0] != "verified"
        results.writerow([folder.name, *row])
sys.exit(failed > 0)
