// BLANK. MMC-6.
#include "emulator/commands.h"

namespace redbook::emulator {

Reply blank(DriveState& drive, const Command& command) {
    enum : uint8_t { kWhole = 0, kMinimal = 1 };
    const uint8_t how = byte_at(command.cdb, 1) & 7;
    if (drive.medium->facts.kind != MediumKind::cd_rw) return refused(kCannotWriteMedium);
    if (how != kWhole && how != kMinimal) return refused(kInvalidFieldInCdb);
    if (const Sense refusal = step(drive, Event::erase)) return refused(refusal);
    MediumFacts& f = drive.medium->facts;
    MediumFacts empty{.kind = f.kind,
                      .told_capacity = f.told_capacity,
                      .capacity = f.capacity,
                      .lead_in = f.lead_in,
                      .mcn = {},
                      .tracks = {},
                      .text_packs = {},
                      .lead_out = {}};
    f = std::move(empty);
    drive.recording = {};
    drive.reserved.reset();
    store(drive, MediumState::blank);
    if (how == kWhole) drive.medium->erase();
    begin_long(drive, kOperationInProgress, byte_at(command.cdb, 1) & 0x10);
    return {};
}

} // namespace redbook::emulator
