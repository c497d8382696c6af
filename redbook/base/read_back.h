// Files that were written, and what is read of them afterwards: are they the same, byte for byte?
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>

#include "redbook/base/recorded_files.h"

namespace redbook {

// While it lives, all that is read of the files through system_files() is summed up, each byte once, by
// whichever reader and thread. So that one reading gives both what the bytes mean and whether they are right.
class ReadBack final : public FileWatcher {
  public:
    explicit ReadBack(std::vector<WrittenFile> written);
    ~ReadBack() override;
    ReadBack(const ReadBack&) = delete;
    ReadBack& operator=(const ReadBack&) = delete;

    // Reads what no reader asked for. Returns where the first file differs: "disc.cue: bytes 0 to 311 are not
    // what was written", "disc.bin: is 2351 bytes long instead of 2352"; empty if all are equal.
    std::string difference();

    uint64_t read_besides() const { return read_besides_; } // bytes that difference() had to read

    std::unique_ptr<File> watch(std::unique_ptr<File> file) override;

    struct Seen;

  private:
    std::string difference_of(const WrittenFile& file, Seen& seen);

    const std::vector<WrittenFile> written_;
    std::map<std::string, std::shared_ptr<Seen>> seen_; // by path; fixed
    uint64_t read_besides_ = 0;
    std::unique_ptr<WatchFiles> watching_; // the last to be made
};

} // namespace redbook
