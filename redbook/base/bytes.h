// Integers in byte buffers, in order, front to back. No casts over structs, no bit-fields.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "redbook/base/byte_span.h"

namespace redbook {

// Fills a buffer whose size is known beforehand. Writing past its end is a bug, not an error.
class BytesWriter {
  public:
    explicit BytesWriter(std::span<std::byte> out) : out_(out) {}
    BytesWriter& u8(uint8_t v) {
        assert(at_ < out_.size());
        out_[at_++] = std::byte{v};
        return *this;
    }
    BytesWriter& le16(uint16_t v) { return u8(uint8_t(v)).u8(uint8_t(v >> 8)); }
    BytesWriter& le32(uint32_t v) { return le16(uint16_t(v)).le16(uint16_t(v >> 16)); }
    BytesWriter& le64(uint64_t v) { return le32(uint32_t(v)).le32(uint32_t(v >> 32)); }
    BytesWriter& be16(uint16_t v) { return u8(uint8_t(v >> 8)).u8(uint8_t(v)); }
    BytesWriter& be32(uint32_t v) { return be16(uint16_t(v >> 16)).be16(uint16_t(v)); }
    BytesWriter& text(std::string_view v) {
        for (char c : v) u8(uint8_t(c));
        return *this;
    }
    BytesWriter& zeros(size_t n) {
        while (n-- > 0) u8(0);
        return *this;
    }
    size_t at() const { return at_; }
    bool full() const { return at_ == out_.size(); }

  private:
    std::span<std::byte> out_;
    size_t at_ = 0;
};

// Reads a buffer of foreign origin. Reading past its end yields zeros and makes ok() false for good, so a
// reader can take a whole record and ask once.
class BytesReader {
  public:
    explicit BytesReader(Bytes in) : in_(in) {}
    uint8_t u8() {
        if (at_ >= in_.size()) return ok_ = false, uint8_t{0};
        return std::to_integer<uint8_t>(in_[at_++]);
    }
    uint16_t le16() {
        const uint16_t low = u8();
        return uint16_t(low | u8() << 8);
    }
    uint32_t le32() {
        const uint32_t low = le16();
        return low | uint32_t(le16()) << 16;
    }
    uint64_t le64() {
        const uint64_t low = le32();
        return low | uint64_t(le32()) << 32;
    }
    uint16_t be16() {
        const uint16_t high = u8();
        return uint16_t(high << 8 | u8());
    }
    uint32_t be32() {
        const uint32_t high = be16();
        return high << 16 | be16();
    }
    Bytes bytes(size_t n) {
        if (n > left()) return ok_ = false, at_ = in_.size(), Bytes{};
        at_ += n;
        return in_.subspan(at_ - n, n);
    }
    std::string text(size_t n) {
        const Bytes b = bytes(n);
        return {reinterpret_cast<const char*>(b.data()), b.size()};
    }
    size_t left() const { return in_.size() - at_; }
    size_t at() const { return at_; }
    bool ok() const { return ok_; }

  private:
    Bytes in_;
    size_t at_ = 0;
    bool ok_ = true;
};

} // namespace redbook
