// The file layers that stand in for a disk are tested too: a crash that loses nothing proves nothing.
#include "tests/support/crash_files.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"
#include "tests/support/fault_files.h"

namespace redbook {
namespace {

using namespace test;

std::string content(FileSystem& files, const std::string& path) {
    return files.status(path) ? read_whole_file(files, path, 1 << 20) : "(none)";
}

// A file with synced "aaaa..." and unsynced "bbbb..." before unsynced "cccc...".
class CrashFilesTest : public testing::Test {
  protected:
    CrashFiles files_;
    const std::string a_ = std::string(2048, 'a'), b_ = std::string(1024, 'b'), c_ = std::string(1024, 'c');

    void SetUp() override {
        const auto file = files_.create("f");
        file->write_at(0, as_bytes(a_));
        file->sync();
        files_.sync_folder(".");
        file->write_at(0, as_bytes(b_));
        file->write_at(2048, as_bytes(c_));
    }
    std::string after(Fate fate) { return content(*files_.power_cut_after(files_.changes(), fate), "f"); }
};

TEST_F(CrashFilesTest, EachFateIsWhatItsNameSays) {
    const std::string half_a = a_.substr(1024), zeros(1024, '\0');
    const std::string sector_a = a_.substr(0, 512), sector_b = b_.substr(0, 512),
                      sector_c = c_.substr(0, 512), sector_0 = zeros.substr(0, 512);
    EXPECT_EQ(after(Fate::kept), b_ + half_a + c_);
    EXPECT_EQ(after(Fate::dropped), a_);
    EXPECT_EQ(after(Fate::torn), b_ + half_a + sector_c + sector_0);
    EXPECT_EQ(after(Fate::even_sectors), sector_b + sector_a + half_a + sector_c + sector_0);
    EXPECT_EQ(after(Fate::odd_sectors), sector_a + sector_b + half_a + sector_0 + sector_c);
    EXPECT_EQ(after(Fate::newest_only), a_ + c_);
    EXPECT_EQ(after(Fate::oldest_lost), a_ + c_);
    EXPECT_EQ(after(Fate::sizes_only), a_ + zeros);
    EXPECT_EQ(after(Fate::names_only), a_);
    EXPECT_EQ(after(Fate::data_only), b_ + half_a + c_);
}

TEST_F(CrashFilesTest, WhatIsSyncedStaysWhateverTheFate) {
    files_.open("f", Access::read_write)->sync();
    EXPECT_FALSE(files_.anything_unsynced_after(files_.changes()));
    for (const Fate fate : kFates) EXPECT_EQ(after(fate), b_ + a_.substr(1024) + c_);
}

TEST_F(CrashFilesTest, AnIgnoredSyncSyncsNothing) {
    files_.ignore_sync(files_.syncs());
    files_.open("f", Access::read_write)->sync();
    EXPECT_EQ(after(Fate::dropped), a_);
}

TEST_F(CrashFilesTest, AKillKeepsWhatWasWrittenAndItCanStillBeLost) {
    const auto killed = files_.killed_after(files_.changes() - 1);
    EXPECT_EQ(content(*killed, "f"), b_ + a_.substr(1024));
    EXPECT_EQ(content(*killed->power_cut_after(killed->changes(), Fate::dropped), "f"), a_);
}

TEST_F(CrashFilesTest, NamesNeedASyncOfTheirFolder) {
    files_.open("f", Access::read_write)->sync();
    files_.create_folder("d");
    files_.rename("f", "d/g");
    const auto cut = [&](Fate fate) { return files_.power_cut_after(files_.changes(), fate); };
    EXPECT_TRUE(cut(Fate::dropped)->status("f").has_value());
    EXPECT_FALSE(cut(Fate::dropped)->status("d").has_value());
    EXPECT_EQ(content(*cut(Fate::names_only), "d/g"), content(files_, "d/g"));
    files_.sync_folder("d");
    files_.sync_folder(".");
    EXPECT_FALSE(cut(Fate::dropped)->status("f").has_value());
    EXPECT_TRUE(cut(Fate::dropped)->status("d/g").has_value());
}

TEST_F(CrashFilesTest, AFolderIsRenamedWithWhatIsInIt) {
    files_.create_folder("d");
    files_.rename("f", "d/f");
    files_.rename("d", "e");
    EXPECT_EQ(files_.list("."), std::vector<std::string>{"e"});
    EXPECT_EQ(files_.list("./e"), std::vector<std::string>{"f"});
    files_.remove_file("e/f");
    files_.remove_folder("e");
    EXPECT_TRUE(files_.list(".").empty());
}

TEST_F(CrashFilesTest, ErrorsAreThoseOfASystem) {
    EXPECT_EQ(error_of(Errc::not_found, [&] { files_.open("g", Access::read); }),
              "g: cannot open: there is no such file or folder");
    EXPECT_EQ(error_of(Errc::exists, [&] { files_.create("f"); }), "f: cannot create: File exists");
    files_.create_folder("d");
    error_of(Errc::io, [&] { files_.open("d", Access::read); });
    error_of(Errc::not_found, [&] { files_.create("no/g"); });
    files_.create("d/g");
    error_of(Errc::io, [&] { files_.remove_folder("d"); });
}

TEST_F(CrashFilesTest, DisksThatShareBytesChangeEachForItself) {
    const std::string before = content(files_, "f"), x(20'000, 'x');
    const auto killed = files_.killed_after(files_.changes());
    const auto cut = files_.power_cut_after(files_.changes(), Fate::kept);
    killed->open("f", Access::read_write)->write_at(1000, as_bytes(x));
    EXPECT_EQ(content(*killed, "f"), before.substr(0, 1000) + x);
    EXPECT_EQ(content(files_, "f"), before);
    EXPECT_EQ(content(*cut, "f"), before);
}

TEST_F(CrashFilesTest, WhatWasCutOffIsZeroWhenTheFileGrowsAgain) {
    const auto file = files_.open("f", Access::read_write);
    const auto before = files_.killed_after(files_.changes());
    file->resize(100);
    file->resize(30'000);
    EXPECT_EQ(content(files_, "f"), b_.substr(0, 100) + std::string(29'900, '\0'));
    file->write_at(8190, as_bytes(a_));
    EXPECT_EQ(content(files_, "f").substr(8190, a_.size() + 1), a_ + std::string(1, '\0'));
    EXPECT_EQ(content(*before, "f"), b_ + a_.substr(1024) + c_);
}

TEST_F(CrashFilesTest, ALockIsHeldByOne) {
    auto one = files_.open("f", Access::read_write);
    const auto other = files_.open("f", Access::read_write);
    EXPECT_TRUE(one->try_lock());
    EXPECT_FALSE(other->try_lock());
    one.reset();
    EXPECT_TRUE(other->try_lock());
}

TEST_F(CrashFilesTest, TheFirstWrongIsSaidWithWhereAndHow) {
    const std::string wrong = first_wrong(files_, 3, [&](CrashFiles& disk, size_t) {
        return content(disk, "f") == a_ + c_ ? std::string("has c without b") : "";
    });
    EXPECT_EQ(wrong, "power cut after change 6 (write f), unsynced changes newest only: has c without b");
}

TEST(FaultFiles, StrikeOnceWhereTheyAreTold) {
    CrashFiles disk;
    FaultFiles files(disk);
    const auto file = files.create("f");
    EXPECT_EQ(file->write_at(0, as_bytes("abcd")), 4u);
    files.strike(Fault::io_error, 1);
    EXPECT_EQ(file->write_at(4, as_bytes("ef")), 2u);
    EXPECT_FALSE(files.has_struck());
    EXPECT_EQ(error_of(Errc::io, [&] { file->write_at(6, as_bytes("gh")); }),
              "f: cannot write: Input/output error");
    EXPECT_TRUE(files.has_struck());
    EXPECT_EQ(file->write_at(6, as_bytes("gh")), 2u);
    EXPECT_EQ(files.calls(Fault::io_error), 4u);
}

TEST(FaultFiles, AFullDiskStaysFullUntilThereIsRoom) {
    CrashFiles disk;
    FaultFiles files(disk);
    const auto file = files.create("f");
    files.strike(Fault::full_disk, 0);
    EXPECT_EQ(file->write_at(0, as_bytes("abcd")), 2u);
    EXPECT_EQ(file->write_at(2, as_bytes("cd")), 0u);
    EXPECT_EQ(file->copy_from(*file, 0, 2, 2), 0u);
    files.make_room();
    EXPECT_EQ(file->copy_from(*file, 0, 2, 2), 2u);
    EXPECT_EQ(content(disk, "f"), "abab");
}

TEST(FaultFiles, RefuseNamesSyncsAndPermission) {
    CrashFiles disk;
    FaultFiles files(disk);
    files.create("f");
    files.strike(Fault::failed_sync, 0);
    EXPECT_EQ(error_of(Errc::io, [&] { files.sync_folder("."); }),
              ".: cannot bring the folder to the disk: Input/output error");
    files.strike(Fault::failed_rename, 0);
    EXPECT_EQ(error_of(Errc::io, [&] { files.rename("f", "g"); }),
              "g: cannot give the finished file its name: Input/output error");
    files.strike(Fault::no_permission, 0);
    EXPECT_EQ(error_of(Errc::no_permission, [&] { files.open("f", Access::read); }),
              "f: cannot open: permission denied");
    EXPECT_EQ(disk.list("."), std::vector<std::string>{"f"});
}

} // namespace
} // namespace redbook
