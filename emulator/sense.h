// How a drive says no: sense key, additional sense code and qualifier. SPC-4, MMC-6.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace redbook::emulator {

struct Sense {
    uint8_t key = 0, asc = 0, ascq = 0; // key 0: nothing to say
    bool operator==(const Sense&) const = default;
    explicit operator bool() const { return key != 0; }
};

// Every one that this drive can give.
inline constexpr Sense kNotReadyBecoming{2, 0x04, 0x01};
inline constexpr Sense kOperationInProgress{2, 0x04, 0x07};
inline constexpr Sense kLongWriteInProgress{2, 0x04, 0x08};
inline constexpr Sense kNoMediumTrayClosed{2, 0x3A, 0x01};
inline constexpr Sense kNoMediumTrayOpen{2, 0x3A, 0x02};
inline constexpr Sense kWriteError{3, 0x0C, 0x00};
inline constexpr Sense kBufferUnderrun{3, 0x0C, 0x09};
inline constexpr Sense kUnreadable{3, 0x11, 0x05};
inline constexpr Sense kNoTableOfContents{3, 0x57, 0x00};
inline constexpr Sense kSessionFixationFailed{3, 0x72, 0x00};
inline constexpr Sense kLeadOutFailed{3, 0x72, 0x02};
inline constexpr Sense kCalibrationFailed{3, 0x73, 0x03};
inline constexpr Sense kInternalFailure{4, 0x44, 0x00};
inline constexpr Sense kListLength{5, 0x1A, 0x00};
inline constexpr Sense kUnknownCommand{5, 0x20, 0x00};
inline constexpr Sense kLbaOutOfRange{5, 0x21, 0x00};
inline constexpr Sense kInvalidWriteAddress{5, 0x21, 0x02};
inline constexpr Sense kInvalidFieldInCdb{5, 0x24, 0x00};
inline constexpr Sense kInvalidFieldInList{5, 0x26, 0x00};
inline constexpr Sense kSequenceError{5, 0x2C, 0x00};
inline constexpr Sense kProgramAreaNotEmpty{5, 0x2C, 0x03};
inline constexpr Sense kProgramAreaEmpty{5, 0x2C, 0x04};
inline constexpr Sense kCannotWriteMedium{5, 0x30, 0x05};
inline constexpr Sense kNoSavedPages{5, 0x39, 0x00};
inline constexpr Sense kRemovalPrevented{5, 0x53, 0x02};
inline constexpr Sense kEndOfUserArea{5, 0x63, 0x00};
inline constexpr Sense kIllegalModeForTrack{5, 0x64, 0x00};
inline constexpr Sense kIncompleteTrack{5, 0x72, 0x03};
inline constexpr Sense kEmptyReservedTrack{5, 0x72, 0x04};
inline constexpr Sense kNoMoreReservations{5, 0x72, 0x05};
inline constexpr Sense kMediumChanged{6, 0x28, 0x00};
inline constexpr Sense kReset{6, 0x29, 0x00};

// "5/26/00 invalid field in parameter list".
std::string to_string(Sense sense);

// Whose fault it is: the command that is answered, or one before it (what was buffered could not be written).
enum class Blame { current, deferred };

inline constexpr size_t kSenseBytes = 18;
// Fixed format, with how far a long operation is (0..65535) where it is one.
std::array<std::byte, kSenseBytes> fixed_sense(Sense sense, Blame blame = Blame::current,
                                               uint16_t progress = 0);

} // namespace redbook::emulator
