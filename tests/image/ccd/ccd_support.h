// The test disc of tests/data/images/disc3, its subchannel as another program made it, and its sheet.
#pragma once

#include <string>

#include "redbook/disc/subchannel.h"
#include "tests/image/image_support.h"
#include "tests/support/test_data.h"

namespace redbook::test {

inline Disc disc3() {
    Disc disc = plain_disc({300, 300, 300});
    disc.mcn = Mcn::parse("4006381333931");
    disc.tracks[0].isrc = Isrc::parse("DEXYZ2600001");
    disc.tracks[1].isrc = Isrc::parse("DEXYZ2600002");
    disc.tracks[1].pregap = {150};
    disc.tracks[1].indexes = {{150}};
    disc.tracks[1].flags.pre_emphasis = true;
    disc.tracks[2].flags.copy_permitted = true;
    return disc;
}

inline std::string disc3_sub() { return read_file(test::data_path("images/disc3/disc.sub")); }
inline std::string ccd_data(const std::string& name) {
    return read_file(test::data_path("ccd/") + name + ".ccd");
}

// What Q of the blocks in `sub` says.
inline QFacts facts_of(const std::string& sub) {
    size_t at = 0;
    return read_q_frames([&]() -> std::optional<QFrame> {
        if (at == sub.size()) return std::nullopt;
        QFrame frame;
        std::ranges::copy(as_bytes(sub).subspan(at + 12, 12), frame.begin());
        at += kSubcodeBytes;
        return frame;
    });
}

// The disc's blocks from LBA 0 to the lead-out, as they lie in a .sub.
inline std::string sub_of(const Disc& disc) {
    const BlockCount blocks = layout_of(disc).lead_out - Lba{0};
    std::vector<std::byte> bytes(size_t(blocks.value) * kSubcodeBytes);
    Subchannels(disc).write(Lba{0}, bytes);
    return as_string(bytes);
}

} // namespace redbook::test
