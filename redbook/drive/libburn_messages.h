// What libburn says when something fails, as values.
#pragma once

#include <string>
#include <vector>

#include "redbook/drive/libburn_writer.h"

namespace redbook {

struct BurnMessage {
    std::string severity; // "DEBUG", "NOTE", "SORRY", "FAILURE", "FATAL"
    std::string text;
};

// The first that tells of a failure; "it does not say why" if there is none.
std::string worst_of(const std::vector<BurnMessage>& messages);

// The cause, from the messages of an operation that failed: the first failure, or what the drive said after
// it. `mixed`: another drive has failed, too, and its messages are among them; then no place is told, and no
// sense on which not all failures agree.
BurnFault fault_in(const std::vector<BurnMessage>& messages, bool mixed);

} // namespace redbook
