#include "redbook/image/ddp/digest.h"

#include <algorithm>
#include <vector>

#include "redbook/base/crc.h"

namespace redbook {

void Digester::add(Bytes data) {
    md5_.add(data);
    crc_ = crc32(data, crc_);
}

uint64_t Digester::add(const File& file, uint64_t from, uint64_t n, const std::atomic<bool>& stop) {
    constexpr uint64_t kChunk = 1 << 18; // bytes; fits into the processor's cache
    std::vector<std::byte> buffer(size_t(std::min(kChunk, n)));
    uint64_t added = 0;
    while (added < n && !stop) {
        const auto wanted = std::span(buffer).first(size_t(std::min(kChunk, n - added)));
        const size_t got = file.read_at(from + added, wanted);
        add(wanted.first(got));
        added += got;
        if (got < wanted.size()) break;
    }
    return added;
}

Digest digest_of(Bytes data) {
    Digester digester;
    digester.add(data);
    return digester.digest();
}

Digest digest_of(const File& file) {
    Digester digester;
    digester.add(file, 0, file.size(), false);
    return digester.digest();
}

} // namespace redbook
