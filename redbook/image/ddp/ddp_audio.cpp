#include "redbook/image/ddp/ddp_audio.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

#include "redbook/base/error.h"

namespace redbook {
namespace {

// What all clones share.
class CheckedImage {
  public:
    explicit CheckedImage(DdpImageFile image) : image_(std::move(image)) {}

    Lba begin() const { return image_.begin; }
    Lba end() const { return image_.end; }

    void read(Lba first, std::span<std::byte> out) {
        was_read_ = true;
        if (image_.input->read_at(uint64_t(bytes_in(first - begin())), out) < out.size())
            throw Error(Errc::malformed, path() + ": became shorter while it was read");
    }

    void check() {
        const std::lock_guard lock(mutex_);
        if (!is_checked_ && !image_.claims.empty())
            require_right(image_.claims, path(), digest_of(image_.input->file()));
        is_checked_ = true;
    }

    bool was_read_unchecked() const { return was_read_ && !is_checked_ && !image_.claims.empty(); }
    const std::string& path() const { return image_.input->path(); }
    void require_unchanged() const { image_.input->require_unchanged(); }

  private:
    const DdpImageFile image_;
    std::atomic<bool> was_read_{false}, is_checked_{false};
    std::mutex mutex_; // of the one thread that checks
};

class DdpAudio final : public BlockSource {
  public:
    explicit DdpAudio(std::shared_ptr<CheckedImage> image) : image_(std::move(image)) {}

    Lba end() const override { return image_->end(); }

    void read(Lba first, std::span<std::byte> out) override {
        const Lba stop = first + BlockCount{int32_t(out.size() / kBlockBytes)};
        const Lba from = std::clamp(image_->begin(), first, stop);
        std::fill_n(out.begin(), bytes_in(from - first), std::byte{0});
        if (from < stop) image_->read(from, out.subspan(size_t(bytes_in(from - first))));
        if (stop == end()) image_->check();
    }

    std::unique_ptr<BlockSource> clone() const override { return std::make_unique<DdpAudio>(image_); }

    std::vector<std::string> warnings() const override {
        if (!image_->was_read_unchecked()) return {};
        return {image_->path() + ": was not read to its end, so its checksums were not compared"};
    }

    void require_unchanged() const override { image_->require_unchanged(); }

  private:
    std::shared_ptr<CheckedImage> image_;
};

} // namespace

std::unique_ptr<BlockSource> make_ddp_audio(DdpImageFile image) {
    return std::make_unique<DdpAudio>(std::make_shared<CheckedImage>(std::move(image)));
}

} // namespace redbook
