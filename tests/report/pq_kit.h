// A disc with everything that a PQ sheet shows.
#pragma once

#include "tests/support/memory_source.h"

namespace redbook::test {

inline Disc album() {
    Disc disc = plain_disc({300, 400, 500});
    disc.tracks[1].pause = {150};
    disc.tracks[2].pause = {10};
    disc.tracks[2].pregap = {20};
    disc.tracks[2].indexes = {{100}, {275}};
    disc.tracks[1].flags = {true, true, false, false};
    disc.tracks[2].flags = {false, false, true, true};
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600002");
    disc.mcn = Mcn::parse("4006381333931");
    edit_album_texts(disc) = {"Night Music", "The Band", "", "", "", ""};
    edit_track_texts(disc, 0) = {"One", "The Band", "", "", "", ""};
    edit_track_texts(disc, 1) = {"Two", "A Guest", "", "Bach", "", ""};
    return disc;
}

} // namespace redbook::test
