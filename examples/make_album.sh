#!/usr/bin/env bash
# Makes examples/album: four short pieces as FLAC with tags, the way a label delivers them. Needs sox and flac.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
rm -rf album && mkdir album

# piece NUMBER TITLE SECONDS NOTES...: plucked notes, one behind the other and all ringing on.
piece() {
    local n=$1 title=$2 seconds=$3
    shift 3
    local notes=() delays=() at=0
    for note in "$@"; do
        notes+=(pluck "$note")
        delays+=("$at")
        at=$(awk "BEGIN { print $at + $seconds / ($# + 1) }")
    done
    sox -R -n -r 44100 -b 16 -c 2 "album/$n.wav" synth "$seconds" "${notes[@]}" delay "${delays[@]}" \
        remix "1-$#" "1-$#" reverb 35 trim 0 "$seconds" norm -3 pad 0.1 fade t 0.12 "$seconds" 1.2
    flac --silent --best --delete-input-file "album/$n.wav" -o "album/$(printf '%02d' "$n") - $title.flac" \
        -T TITLE="$title" -T ARTIST="The Block Quartet" -T ALBUM="Seventy-Five a Second" -T ALBUMARTIST="The Block Quartet" \
        -T TRACKNUMBER="$n" -T TRACKTOTAL=4 -T DATE=2026 -T BARCODE=4006381333931 -T ISRC="DEXYZ260000$n"
}

piece 1 "Lead-in" 5 C3 G3 C4 E4 G4
piece 2 "Pregap" 6 A2 E3 A3 C4 E4 A4
piece 3 "Emphasis" 4.5 F2 C3 F3 A3 C4
piece 4 "Lead-out" 7 G2 D3 G3 B3 D4 G4 C4 C3
