// A record of every command, one or two lines each: "#12 /dev/sr0 WRITE(10) | 2a 00 .. | out 63504 | ok".
#pragma once

#include <memory>
#include <string>

#include "emulator/command.h"
#include "redbook/base/file.h"

namespace redbook::emulator {

class Trace {
  public:
    // Appends to the file, so that several programs can follow each other. An empty path: no trace.
    Trace(FileSystem& files, const std::string& path, std::string drive);
    void note(const Command& command, const Reply& reply);

  private:
    std::unique_ptr<File> file_;
    std::string drive_;
    int count_ = 0;
};

} // namespace redbook::emulator
