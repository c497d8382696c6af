// How a drive says no: sense key, additional sense code and qualifier, in words and as an Errc. SPC-4, MMC-6.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "redbook/base/bytes.h"
#include "redbook/base/error.h"

namespace redbook {

struct Sense {
    uint8_t key = 0, asc = 0, ascq = 0;
    bool operator==(const Sense&) const = default;
    // False: there is nothing to say, or a recovered error (key 1): the command was done.
    explicit operator bool() const { return key > 1; }
};

// What becomes of a command that was answered so.
enum class SenseClass {
    fine,       // it was done
    again,      // it was not looked at: something happened to the drive or the medium; send it again
    wait,       // the drive is not ready yet; send it again a little later
    no_medium,  // there is no disc
    unreadable, // the disc cannot be read, or cannot be written, there
    refused,    // the drive does not know the command, or a value in it, or not with this disc
    failed,     // all else
};
SenseClass class_of(Sense sense);

// Errc::no_medium or Errc::device.
Errc errc_of(Sense sense);

// "3/0C/00: write error; clean the disc or take another one". Of codes that nobody listed, what the key says.
std::string to_string(Sense sense);

// What a drive sends with CHECK CONDITION.
struct SenseData {
    Sense sense;
    bool deferred = false; // of a command before this one: what was buffered could not be written
    std::optional<uint16_t> progress = std::nullopt; // of a long operation, 0..65535
    bool operator==(const SenseData&) const = default;
};

// Fixed format (response codes 70, 71) or descriptor format (72, 73). Of other bytes, 4/00/00.
SenseData parse_sense(Bytes data);

} // namespace redbook
