// The open track on its way into the file: small appends are gathered, large ones pass straight through.
#pragma once

#include <memory>
#include <vector>

#include "redbook/base/file.h"
#include "redbook/stage/second_sums.h"

namespace redbook {

class TrackWriter {
  public:
    // Writes from `offset` on. The file must outlive it.
    TrackWriter(File& file, uint64_t offset, BlockCount pregap);

    // Takes whole blocks. Returns how many; fewer than given only if the disk has no room for more.
    BlockCount append(Bytes blocks);

    // Writes what is gathered. Returns the bytes for which there was no room; they are kept for the next
    // call.
    size_t flush();

    BlockCount staged() const { return staged_; }
    std::vector<uint32_t> sums() const { return sums_.sums(); }

  private:
    size_t write(Bytes bytes);
    size_t write_whole_blocks(Bytes blocks);
    size_t gather(Bytes blocks);

    File& file_;
    uint64_t end_;      // after what is written
    uint64_t hinted_;   // the system was asked to write back what lies before
    BlockCount staged_; // written or gathered
    SecondSums sums_;
    std::unique_ptr<std::byte[]> buffer_;
    size_t gathered_ = 0;
};

} // namespace redbook
