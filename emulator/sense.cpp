#include "emulator/sense.h"

#include <string_view>

#include <fmt/format.h>

#include "redbook/base/bytes.h"

namespace redbook::emulator {
namespace {

struct Meaning {
    Sense sense;
    std::string_view words;
};
constexpr Meaning kMeanings[] = {
    {{}, "no sense"},
    {kNotReadyBecoming, "becoming ready"},
    {kOperationInProgress, "operation in progress"},
    {kLongWriteInProgress, "long write in progress"},
    {kNoMediumTrayClosed, "no medium, tray closed"},
    {kNoMediumTrayOpen, "no medium, tray open"},
    {kWriteError, "write error"},
    {kBufferUnderrun, "write error, loss of streaming"},
    {kUnreadable, "unrecoverable read error"},
    {kNoTableOfContents, "unable to recover the table of contents"},
    {kSessionFixationFailed, "session fixation error"},
    {kLeadOutFailed, "session fixation error writing the lead-out"},
    {kCalibrationFailed, "power calibration area error"},
    {kInternalFailure, "internal target failure"},
    {kListLength, "parameter list length error"},
    {kUnknownCommand, "invalid command"},
    {kLbaOutOfRange, "logical block address out of range"},
    {kInvalidWriteAddress, "invalid address for write"},
    {kInvalidFieldInCdb, "invalid field in command"},
    {kInvalidFieldInList, "invalid field in parameter list"},
    {kSequenceError, "command sequence error"},
    {kProgramAreaNotEmpty, "program area is not empty"},
    {kProgramAreaEmpty, "program area is empty"},
    {kCannotWriteMedium, "cannot write medium, incompatible format"},
    {kNoSavedPages, "saving parameters not supported"},
    {kRemovalPrevented, "medium removal prevented"},
    {kEndOfUserArea, "end of user area encountered on this track"},
    {kIllegalModeForTrack, "illegal mode for this track"},
    {kIncompleteTrack, "session fixation error, incomplete track in session"},
    {kEmptyReservedTrack, "empty or partially written reserved track"},
    {kNoMoreReservations, "no more track reservations allowed"},
    {kMediumChanged, "medium may have changed"},
    {kReset, "power on, reset, or bus device reset occurred"},
};

std::string_view words_of(Sense sense) {
    for (const Meaning& m : kMeanings)
        if (m.sense == sense) return m.words;
    return "unknown";
}

} // namespace

std::string to_string(Sense sense) {
    return fmt::format("{:X}/{:02X}/{:02X} {}", sense.key, sense.asc, sense.ascq, words_of(sense));
}

std::array<std::byte, kSenseBytes> fixed_sense(Sense sense, Blame blame, uint16_t progress) {
    std::array<std::byte, kSenseBytes> out;
    const bool tells_progress = sense == kOperationInProgress || sense == kLongWriteInProgress;
    BytesWriter(out)
        .u8(blame == Blame::current ? 0x70 : 0x71) //  0 fixed format
        .u8(0)                                     //  1
        .u8(sense.key)                             //  2
        .be32(0)                                   //  3 information
        .u8(kSenseBytes - 8)                       //  7 bytes that follow
        .be32(0)                                   //  8
        .u8(sense.asc)                             // 12
        .u8(sense.ascq)                            // 13
        .u8(0)                                     // 14
        .u8(tells_progress ? 0x80 : 0)             // 15 the next two bytes count
        .be16(tells_progress ? progress : 0);      // 16
    return out;
}

} // namespace redbook::emulator
