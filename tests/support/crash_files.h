// A disk in memory that remembers every change made to it, in order, so that a crash can be replayed at each
// of them: the program killed (the system lives on, nothing is lost), or the power cut (what was not synced
// is kept, dropped, torn or reordered).
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "redbook/base/file.h"

namespace redbook::test {

// What the disk has of the changes that were not synced when the power was cut. A write or a new size needs a
// sync of its file, a name that is made, given or removed a sync of its folder.
enum class Fate {
    kept,         // all
    dropped,      // none
    torn,         // all, but the first half of the last write only
    even_sectors, // all, but the even sectors of every write only
    odd_sectors,  // all, but the odd ones
    newest_only,  // the last one
    oldest_lost,  // all but the first one
    sizes_only,   // names and sizes, but zeros for data
    names_only,   // names, but neither data nor sizes
    data_only,    // data and sizes, but no names
    random_1,     // each or not
    random_2,
    random_3,
};
inline constexpr Fate kFates[] = {Fate::kept,        Fate::dropped,     Fate::torn,        Fate::even_sectors,
                                  Fate::odd_sectors, Fate::newest_only, Fate::oldest_lost, Fate::sizes_only,
                                  Fate::names_only,  Fate::data_only,   Fate::random_1,    Fate::random_2,
                                  Fate::random_3};

// The bytes of a file, in pieces that copies share until one of them is written to: thousands of disks differ
// in a few.
class SharedBytes {
  public:
    uint64_t size() const { return size_; }
    void resize(uint64_t size);                                   // new bytes are 0
    void read(uint64_t offset, std::span<std::byte> out) const;   // within the size
    void write(uint64_t offset, std::span<const std::byte> data); // within the size

  private:
    static constexpr size_t kPiece = 8192;
    using Piece = std::array<std::byte, kPiece>;
    std::byte* piece_to_write(size_t n);

    std::vector<std::shared_ptr<Piece>> pieces_; // null: zeros
    uint64_t size_ = 0;
};

class CrashFiles final : public FileSystem {
  public:
    CrashFiles();

    // Changes and syncs so far; a crash can come after each of them.
    size_t changes() const;
    // What the n-th (from 0) was: "write x.stash", "sync x.stash".
    std::string change_words(size_t n) const;

    size_t syncs() const;       // asked for so far, of files and folders
    void ignore_sync(size_t n); // the n-th sync (from 0) will be said to be done, and is not

    // The same disk when the program was killed after the first `changes` changes. What was not synced still
    // is not.
    std::unique_ptr<CrashFiles> killed_after(size_t changes) const;

    // The disk as it is found when the power was cut after the first `changes` changes. All that is there is
    // on it.
    std::unique_ptr<CrashFiles> power_cut_after(size_t changes, Fate fate) const;

    // False: all fates are the same there.
    bool anything_unsynced_after(size_t changes) const;

    std::unique_ptr<File> open(const std::string& path, Access access) override;
    std::unique_ptr<File> create(const std::string& path) override;
    void create_folder(const std::string& path) override;
    void rename(const std::string& from, const std::string& to) override;
    void remove_file(const std::string& path) override;
    void remove_folder(const std::string& path) override;
    void sync_folder(const std::string& path) override;
    std::optional<FileStatus> status(const std::string& path) override;
    std::vector<std::string> list(const std::string& folder) override;

  private:
    friend class CrashFile;
    using Node = size_t; // a file or a folder, whatever its names; 0 is the root
    enum class Kind { write, resize, link, unlink, rename, sync };

    struct Change {
        Kind kind;
        Node node = 0;       // what is changed, named or synced
        uint64_t offset = 0; // write; resize: the new size
        std::shared_ptr<const std::vector<std::byte>> data = {};
        Node folder = 0; // of the name that is made or removed
        std::string name = {};
        Node to_folder = 0; // rename
        std::string to_name = {};
        std::string words = {};
    };
    struct NodeData {
        SharedBytes bytes;
        std::map<std::string, Node> names; // of a folder
        bool is_folder = false;
        int64_t changed = 0;
    };
    using Disk = std::vector<NodeData>;
    struct Part { // of a change that reaches the disk
        bool data = true, size = true;
        uint64_t sectors_from = 0, sectors_to = UINT64_MAX, sectors_step = 1;
    };
    struct Place {
        Node folder;
        std::string name;
    };

    static void apply(Disk& disk, const Change& change, const Part& part);
    static void apply_write(SharedBytes& bytes, const Change& change, const Part& part);
    static std::optional<Part> part_of(Fate fate, const Change& change, size_t position, size_t unsynced,
                                       uint32_t& random);
    std::vector<bool> synced_after(size_t changes) const;
    const Disk& disk_after_synced(size_t changes) const;
    void make(Change change);
    Node new_node(bool folder);
    std::optional<Node> find(const std::string& path) const;
    FileStatus status_of(Node node) const;
    Node need(const std::string& path, const std::string& doing) const;
    Place place_of(const std::string& path, const std::string& doing) const;
    void sync_node(Node node, const std::string& path);

    mutable std::mutex mutex_;
    Disk base_; // what was on the disk to begin with
    Disk live_; // what programs see
    std::vector<Change> journal_;
    mutable Disk settled_; // the disk when so many changes are made and synced: saves making them anew
    mutable size_t settled_changes_ = 0;
    std::vector<Node> locked_;
    size_t syncs_ = 0;
    std::optional<size_t> ignored_sync_;
};

// Every way in which the power can be cut after change `from` or later: calls see(disk, changes), which says
// what is wrong with the disk then, or nothing. Returns the first wrong, with where and how.
std::string first_wrong(const CrashFiles& run, size_t from,
                        const std::function<std::string(CrashFiles& disk, size_t changes)>& see);

} // namespace redbook::test
