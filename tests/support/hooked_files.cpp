#include "tests/support/hooked_files.h"

#include <utility>

namespace redbook::test {
namespace {

class HookedFile final : public File {
  public:
    HookedFile(const HookedFiles::Hook& before, std::unique_ptr<File> under)
        : before_(before), under_(std::move(under)) {}

    const std::string& path() const override { return under_->path(); }
    uint64_t size() const override { return hooked().size(); }
    FileStatus status() const override { return hooked().status(); }
    size_t read_at(uint64_t offset, std::span<std::byte> out) const override {
        return hooked().read_at(offset, out);
    }
    size_t write_at(uint64_t offset, Bytes data) override { return hooked().write_at(offset, data); }
    uint64_t copy_from(const File& from, uint64_t from_offset, uint64_t offset, uint64_t n) override {
        const auto* source = dynamic_cast<const HookedFile*>(&from);
        return hooked().copy_from(source ? source->hooked() : from, from_offset, offset, n);
    }
    void resize(uint64_t size) override { hooked().resize(size); }
    void sync() override { hooked().sync(); }
    void start_writeback(uint64_t offset, uint64_t n) override { under_->start_writeback(offset, n); }
    void drop_from_cache() const override { under_->drop_from_cache(); }
    bool try_lock() override { return hooked().try_lock(); }
    void close() override { hooked().close(); }

  private:
    File& hooked() const {
        before_(under_->path());
        return *under_;
    }

    const HookedFiles::Hook& before_;
    std::unique_ptr<File> under_;
};

} // namespace

std::unique_ptr<File> HookedFiles::open(const std::string& path, Access access) {
    before_(path);
    return std::make_unique<HookedFile>(before_, under_.open(path, access));
}

std::unique_ptr<File> HookedFiles::create(const std::string& path) {
    before_(path);
    return std::make_unique<HookedFile>(before_, under_.create(path));
}

void HookedFiles::create_folder(const std::string& path) {
    before_(path);
    under_.create_folder(path);
}

void HookedFiles::rename(const std::string& from, const std::string& to) {
    before_(from);
    under_.rename(from, to);
}

void HookedFiles::remove_file(const std::string& path) {
    before_(path);
    under_.remove_file(path);
}

void HookedFiles::remove_folder(const std::string& path) {
    before_(path);
    under_.remove_folder(path);
}

void HookedFiles::sync_folder(const std::string& path) {
    before_(path);
    under_.sync_folder(path);
}

std::optional<FileStatus> HookedFiles::status(const std::string& path) {
    before_(path);
    return under_.status(path);
}

std::string HookedFiles::follow_links(const std::string& path) { return under_.follow_links(path); }

std::vector<std::string> HookedFiles::list(const std::string& folder) {
    before_(folder);
    return under_.list(folder);
}

} // namespace redbook::test
