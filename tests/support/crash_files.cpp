#include "tests/support/crash_files.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "redbook/base/error.h"

namespace redbook::test {
namespace {

constexpr uint64_t kSector = 512;

[[noreturn]] void fail(Errc code, const std::string& path, const std::string& doing, const std::string& why) {
    throw Error(code, path + ": cannot " + doing + ": " + why);
}

std::vector<std::string> parts_of(const std::string& path) {
    std::vector<std::string> parts;
    for (size_t at = 0; at < path.size();) {
        const size_t end = std::min(path.find('/', at), path.size());
        const std::string part = path.substr(at, end - at);
        if (!part.empty() && part != ".") parts.push_back(part);
        at = end + 1;
    }
    return parts;
}

const char* words_of(Fate fate) {
    static const char* const kWords[] = {
        "kept",       "dropped",    "torn",      "even sectors", "odd sectors", "newest only", "oldest lost",
        "sizes only", "names only", "data only", "random 1",     "random 2",    "random 3"};
    return kWords[size_t(fate)];
}

bool one_in_two(uint32_t& random) {
    random = random * 1664525 + 1013904223;
    return random >> 31 == 0;
}

} // namespace

// ---- Bytes ----

std::byte* SharedBytes::piece_to_write(size_t n) {
    std::shared_ptr<Piece>& piece = pieces_[n];
    if (!piece)
        piece = std::make_shared<Piece>();
    else if (piece.use_count() > 1)
        piece = std::make_shared<Piece>(*piece);
    return piece->data();
}

void SharedBytes::resize(uint64_t size) {
    pieces_.resize(size_t((size + kPiece - 1) / kPiece));
    const auto rest =
        size_t(size % kPiece); // of the last piece: what is cut off is 0 if the file grows again
    if (size < size_ && rest > 0 && pieces_.back())
        std::memset(piece_to_write(pieces_.size() - 1) + rest, 0, kPiece - rest);
    size_ = size;
}

void SharedBytes::read(uint64_t offset, std::span<std::byte> out) const {
    for (size_t done = 0; done < out.size();) {
        const auto from = size_t((offset + done) % kPiece);
        const size_t n = std::min(kPiece - from, out.size() - done);
        const auto& piece = pieces_[size_t((offset + done) / kPiece)];
        if (piece)
            std::memcpy(out.data() + done, piece->data() + from, n);
        else
            std::memset(out.data() + done, 0, n);
        done += n;
    }
}

void SharedBytes::write(uint64_t offset, std::span<const std::byte> data) {
    for (size_t done = 0; done < data.size();) {
        const auto from = size_t((offset + done) % kPiece);
        const size_t n = std::min(kPiece - from, data.size() - done);
        std::memcpy(piece_to_write(size_t((offset + done) / kPiece)) + from, data.data() + done, n);
        done += n;
    }
}

// ---- An open file ----

class CrashFile final : public File {
  public:
    CrashFile(CrashFiles& files, size_t node, std::string path, Access access)
        : files_(files), node_(node), path_(std::move(path)), access_(access) {}
    CrashFile(const CrashFile&) = delete;
    CrashFile& operator=(const CrashFile&) = delete;
    ~CrashFile() override { close(); }

    const std::string& path() const override { return path_; }

    uint64_t size() const override {
        const std::lock_guard lock(files_.mutex_);
        return files_.live_[node_].bytes.size();
    }

    FileStatus status() const override {
        const std::lock_guard lock(files_.mutex_);
        return files_.status_of(node_);
    }

    size_t read_at(uint64_t offset, std::span<std::byte> out) const override {
        const std::lock_guard lock(files_.mutex_);
        const SharedBytes& bytes = files_.live_[node_].bytes;
        if (offset >= bytes.size() || out.empty()) return 0;
        const auto n = size_t(std::min<uint64_t>(out.size(), bytes.size() - offset));
        bytes.read(offset, out.first(n));
        return n;
    }

    size_t write_at(uint64_t offset, Bytes data) override {
        require_writable("write");
        if (data.empty()) return 0;
        const std::lock_guard lock(files_.mutex_);
        files_.make({.kind = CrashFiles::Kind::write,
                     .node = node_,
                     .offset = offset,
                     .data = std::make_shared<std::vector<std::byte>>(data.begin(), data.end()),
                     .words = "write " + path_});
        return data.size();
    }

    uint64_t copy_from(const File& from, uint64_t from_offset, uint64_t offset, uint64_t n) override {
        std::vector<std::byte> bytes(n);
        bytes.resize(from.read_at(from_offset, bytes));
        return write_at(offset, bytes);
    }

    void resize(uint64_t size) override {
        require_writable("change its size");
        const std::lock_guard lock(files_.mutex_);
        files_.make(
            {.kind = CrashFiles::Kind::resize, .node = node_, .offset = size, .words = "resize " + path_});
    }

    void sync() override {
        const std::lock_guard lock(files_.mutex_);
        files_.sync_node(node_, path_);
    }

    void start_writeback(uint64_t, uint64_t) override {}
    void drop_from_cache() const override {}

    bool try_lock() override {
        const std::lock_guard lock(files_.mutex_);
        if (std::ranges::count(files_.locked_, node_) > 0) return has_lock_;
        files_.locked_.push_back(node_);
        return has_lock_ = true;
    }

    void close() override {
        const std::lock_guard lock(files_.mutex_);
        if (std::exchange(has_lock_, false)) std::erase(files_.locked_, node_);
    }

  private:
    void require_writable(const std::string& doing) const {
        if (access_ == Access::read) fail(Errc::io, path_, doing, "it is open for reading");
    }

    CrashFiles& files_;
    size_t node_;
    std::string path_;
    Access access_;
    bool has_lock_ = false;
};

// ---- Changes ----

CrashFiles::CrashFiles() : base_(1), live_(1) { base_[0].is_folder = live_[0].is_folder = true; }

void CrashFiles::make(Change change) {
    apply(live_, change, {});
    if (change.kind == Kind::write || change.kind == Kind::resize)
        live_[change.node].changed = int64_t(journal_.size()) + 1;
    journal_.push_back(std::move(change));
}

void CrashFiles::sync_node(Node node, const std::string& path) {
    const bool ignored = ignored_sync_ == syncs_++;
    if (!ignored) make({.kind = Kind::sync, .node = node, .words = "sync " + path});
}

void CrashFiles::apply_write(SharedBytes& bytes, const Change& change, const Part& part) {
    const uint64_t begin = change.offset, end = begin + change.data->size();
    if (end > bytes.size()) bytes.resize(end);
    if (!part.data) return;
    const Bytes data = *change.data;
    if (part.sectors_from == 0 && part.sectors_to == UINT64_MAX && part.sectors_step == 1)
        return bytes.write(begin, data);
    for (uint64_t at = begin; at < end; at = (at / kSector + 1) * kSector) {
        const uint64_t sector = at / kSector - begin / kSector;
        if (sector < part.sectors_from || sector >= part.sectors_to) continue;
        if ((sector - part.sectors_from) % part.sectors_step != 0) continue;
        const uint64_t n = std::min(end, (at / kSector + 1) * kSector) - at;
        bytes.write(at, data.subspan(size_t(at - begin), size_t(n)));
    }
}

void CrashFiles::apply(Disk& disk, const Change& change, const Part& part) {
    NodeData& node = disk[change.node];
    switch (change.kind) {
    case Kind::write: apply_write(node.bytes, change, part); break;
    case Kind::resize: node.bytes.resize(change.offset); break;
    case Kind::link: disk[change.folder].names[change.name] = change.node; break;
    case Kind::unlink: disk[change.folder].names.erase(change.name); break;
    case Kind::rename:
        disk[change.folder].names.erase(change.name);
        disk[change.to_folder].names[change.to_name] = change.node;
        break;
    case Kind::sync: break;
    }
}

// ---- Crashes ----

size_t CrashFiles::changes() const { return journal_.size(); }
std::string CrashFiles::change_words(size_t n) const { return journal_[n].words; }
size_t CrashFiles::syncs() const { return syncs_; }
void CrashFiles::ignore_sync(size_t n) { ignored_sync_ = n; }

std::unique_ptr<CrashFiles> CrashFiles::killed_after(size_t changes) const {
    auto files = std::make_unique<CrashFiles>();
    files->base_ = files->live_ = base_;
    for (size_t i = 0; i < changes; ++i) files->make(journal_[i]);
    return files;
}

std::vector<bool> CrashFiles::synced_after(size_t changes) const {
    std::vector<bool> synced(changes);
    std::vector<bool> node_is_synced(live_.size());
    for (size_t i = changes; i-- > 0;) {
        const Change& c = journal_[i];
        if (c.kind == Kind::sync) node_is_synced[c.node] = true;
        if (c.kind == Kind::write || c.kind == Kind::resize || c.kind == Kind::sync)
            synced[i] = node_is_synced[c.node];
        else
            synced[i] = node_is_synced[c.folder] || (c.kind == Kind::rename && node_is_synced[c.to_folder]);
    }
    return synced;
}

bool CrashFiles::anything_unsynced_after(size_t changes) const {
    const auto synced = synced_after(changes);
    return std::ranges::count(synced, false) > 0;
}

std::optional<CrashFiles::Part> CrashFiles::part_of(Fate fate, const Change& change, size_t position,
                                                    size_t unsynced, uint32_t& random) {
    const bool is_write = change.kind == Kind::write;
    const bool is_name = !is_write && change.kind != Kind::resize;
    const bool is_last = position + 1 == unsynced;
    const auto if_true = [](bool b) { return b ? std::optional<Part>(Part{}) : std::nullopt; };
    switch (fate) {
    case Fate::kept: return Part{};
    case Fate::dropped: return std::nullopt;
    case Fate::torn:
        if (!is_last || !is_write) return Part{};
        return Part{.sectors_to = (change.data->size() / kSector + 1) / 2};
    case Fate::even_sectors: return Part{.sectors_step = 2};
    case Fate::odd_sectors: return Part{.sectors_from = 1, .sectors_step = 2};
    case Fate::newest_only: return if_true(is_last);
    case Fate::oldest_lost: return if_true(position != 0);
    case Fate::sizes_only: return Part{.data = false};
    case Fate::names_only: return if_true(is_name);
    case Fate::data_only: return if_true(!is_name);
    default: return if_true(one_in_two(random));
    }
}

const CrashFiles::Disk& CrashFiles::disk_after_synced(size_t changes) const {
    const bool start = settled_.empty() || changes < settled_changes_;
    if (start) settled_ = base_;
    if (start) settled_changes_ = 0;
    for (; settled_changes_ < changes; ++settled_changes_) apply(settled_, journal_[settled_changes_], {});
    return settled_;
}

std::unique_ptr<CrashFiles> CrashFiles::power_cut_after(size_t changes, Fate fate) const {
    const auto synced = synced_after(changes);
    const auto unsynced = size_t(std::ranges::count(synced, false));
    auto random = uint32_t(fate) * 7919 + uint32_t(changes);
    const auto first_unsynced = size_t(std::ranges::find(synced, false) - synced.begin());
    Disk disk = disk_after_synced(first_unsynced);
    size_t position = 0;
    for (size_t i = first_unsynced; i < changes; ++i) {
        const auto part = synced[i] ? Part{} : part_of(fate, journal_[i], position++, unsynced, random);
        if (part) apply(disk, journal_[i], *part);
    }
    auto files = std::make_unique<CrashFiles>();
    files->base_ = files->live_ = std::move(disk);
    return files;
}

std::string first_wrong(const CrashFiles& run, size_t from,
                        const std::function<std::string(CrashFiles& disk, size_t changes)>& see) {
    for (size_t changes = from; changes <= run.changes(); ++changes) {
        const bool matters = run.anything_unsynced_after(changes);
        for (const Fate fate : kFates) {
            if (!matters && fate != Fate::kept) break;
            const std::string wrong = see(*run.power_cut_after(changes, fate), changes);
            if (wrong.empty()) continue;
            const std::string last = changes == 0 ? "nothing" : run.change_words(changes - 1);
            return "power cut after change " + std::to_string(changes) + " (" + last +
                   "), unsynced changes " + words_of(fate) + ": " + wrong;
        }
    }
    return {};
}

// ---- Names ----

CrashFiles::Node CrashFiles::new_node(bool folder) {
    NodeData data;
    data.is_folder = folder;
    live_.push_back(data);
    base_.push_back(data);
    settled_.clear();
    return live_.size() - 1;
}

std::optional<CrashFiles::Node> CrashFiles::find(const std::string& path) const {
    Node at = 0;
    for (const std::string& part : parts_of(path)) {
        const auto found = live_[at].names.find(part);
        if (found == live_[at].names.end()) return std::nullopt;
        at = found->second;
    }
    return at;
}

CrashFiles::Node CrashFiles::need(const std::string& path, const std::string& doing) const {
    const auto node = find(path);
    if (!node) fail(Errc::not_found, path, doing, "there is no such file or folder");
    return *node;
}

CrashFiles::Place CrashFiles::place_of(const std::string& path, const std::string& doing) const {
    const auto folder = find(parent_of(path));
    if (!folder) fail(Errc::not_found, path, doing, "there is no such file or folder");
    return {*folder, name_of(path)};
}

std::unique_ptr<File> CrashFiles::open(const std::string& path, Access access) {
    const std::lock_guard lock(mutex_);
    const Node node = need(path, "open");
    if (live_[node].is_folder) fail(Errc::io, path, "open", "is a folder, not a file");
    return std::make_unique<CrashFile>(*this, node, path, access);
}

std::unique_ptr<File> CrashFiles::create(const std::string& path) {
    const std::lock_guard lock(mutex_);
    const Place place = place_of(path, "create");
    if (find(path)) fail(Errc::exists, path, "create", "File exists");
    const Node node = new_node(false);
    make({.kind = Kind::link,
          .node = node,
          .folder = place.folder,
          .name = place.name,
          .words = "create " + path});
    return std::make_unique<CrashFile>(*this, node, path, Access::read_write);
}

void CrashFiles::create_folder(const std::string& path) {
    const std::lock_guard lock(mutex_);
    const Place place = place_of(path, "create the folder");
    if (find(path)) fail(Errc::exists, path, "create the folder", "File exists");
    const Node node = new_node(true);
    make({.kind = Kind::link,
          .node = node,
          .folder = place.folder,
          .name = place.name,
          .words = "create " + path});
}

void CrashFiles::rename(const std::string& from, const std::string& to) {
    const std::lock_guard lock(mutex_);
    const Node node = need(from, "give the finished file its name");
    const Place old = place_of(from, "rename"), place = place_of(to, "give the finished file its name");
    make({.kind = Kind::rename,
          .node = node,
          .folder = old.folder,
          .name = old.name,
          .to_folder = place.folder,
          .to_name = place.name,
          .words = "rename " + from + " to " + to});
}

void CrashFiles::remove_file(const std::string& path) {
    const std::lock_guard lock(mutex_);
    const Node node = need(path, "remove");
    const Place place = place_of(path, "remove");
    make({.kind = Kind::unlink,
          .node = node,
          .folder = place.folder,
          .name = place.name,
          .words = "remove " + path});
}

void CrashFiles::remove_folder(const std::string& path) {
    const std::lock_guard lock(mutex_);
    const Node node = need(path, "remove the folder");
    if (!live_[node].names.empty()) fail(Errc::io, path, "remove the folder", "Directory not empty");
    const Place place = place_of(path, "remove the folder");
    make({.kind = Kind::unlink,
          .node = node,
          .folder = place.folder,
          .name = place.name,
          .words = "remove " + path});
}

void CrashFiles::sync_folder(const std::string& path) {
    const std::lock_guard lock(mutex_);
    sync_node(need(path, "open the folder"), path);
}

std::optional<FileStatus> CrashFiles::status(const std::string& path) {
    const std::lock_guard lock(mutex_);
    const auto node = find(path);
    if (!node) return std::nullopt;
    return status_of(*node);
}

FileStatus CrashFiles::status_of(Node node) const {
    const NodeData& data = live_[node];
    return {.kind = data.is_folder ? FileKind::folder : FileKind::file,
            .size = data.is_folder ? 0 : data.bytes.size(),
            .modified_ns = data.changed,
            .device = 1,
            .serial = node};
}

std::vector<std::string> CrashFiles::list(const std::string& folder) {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> names;
    for (const auto& [name, node] : live_[need(folder, "list the folder")].names) names.push_back(name);
    return names;
}

} // namespace redbook::test
