// Stereo samples of one file by number, through one decoder.
#pragma once

#include <list>

#include "redbook/audio/decodable_file.h"

namespace redbook {

// Reading forward is decoding once: also over short holes. Reading on after the last sample that was read is
// never a seek.
class Reader {
  public:
    explicit Reader(std::shared_ptr<const DecodableFile> file)
        : file_(std::move(file)), decoder_(file_->decoder()) {}

    const DecodableFile& file() const { return *file_; }

    // [from, from + n) at the file's rate, within the file. read_16: of exact files, interleaved.
    void read_16(int64_t from, size_t n, int16_t* out);
    void read_real(int64_t from, size_t n, double* left, double* right);

  private:
    template <class Use>
    void walk(int64_t from, size_t n, Use&& use);
    void go_to(int64_t sample);
    void next_chunk();
    int64_t chunk_end() const { return chunk_at_ + int64_t(chunk_.count); }

    std::shared_ptr<const DecodableFile> file_;
    std::unique_ptr<Decoder> decoder_;
    PcmChunk chunk_;
    int64_t chunk_at_ = 0; // of its first sample
};

// The files that one thread has open: the one it reads, and its neighbour at a join.
class Readers {
  public:
    Reader& of(const std::shared_ptr<const DecodableFile>& file);

  private:
    std::list<Reader> open_; // the latest in front
};

} // namespace redbook
