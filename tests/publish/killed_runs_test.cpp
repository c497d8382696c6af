// A run that is killed at any moment while it writes or replaces an image leaves something that the next run
// puts right: the old image is there, or the new one, and nothing else.
#include "redbook/publish/killed_runs.h"

#include <map>

#include <gmock/gmock.h>

#include "redbook/image/album.h"
#include "redbook/publish/temporary_folder.h"
#include "tests/image/disk_support.h"
#include "tests/image/image_support.h"
#include "tests/support/expect_error.h"

namespace redbook {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

// Every file under the folder, with what is in it.
using FolderTree = std::map<std::string, std::string>;

FolderTree tree_of(FileSystem& files, const std::string& folder) {
    FolderTree all;
    for (const std::string& name : files.list(folder)) {
        const std::string path = join_path(folder, name);
        if (files.status(path)->kind != FileKind::folder)
            all[path] = content(files, path);
        else
            all.merge(tree_of(files, path));
    }
    return all;
}

struct KilledFormat {
    std::string name, out;
};
const KilledFormat kKilledFormats[] = {{"cue+bin", "/album/n.cue"}, {"toc", "/album/n.toc"},
                                       {"ccd", "/album/n.ccd"},     {"ddp", "/album/n"},
                                       {"cdt", "/album/n.cdt"},     {"wav-tracks", "/album/n"}};

class KilledRuns : public testing::TestWithParam<KilledFormat> {
  protected:
    KilledRuns() {
        disk_.create_folder("/album");
        disk_.sync_folder("/");
        before_ = tree_of(disk_, "/album");
    }

    static void write(FileSystem& files, const std::string& title, bool force = false) {
        Disc disc = plain_disc({3, 2});
        edit_album_texts(disc).title = title;
        write_image(files, image_format_for("", GetParam().name), disc,
                    *MemorySource::for_disc(disc, uint32_t(title.size())), GetParam().out,
                    {.force = force, .progress = {}})
            ->commit();
    }
    void write_old() {
        write(disk_, "Old");
        before_ = tree_of(disk_, "/album");
    }
    // Writes the new image; from here on the run may be killed.
    void write_new() {
        from_ = disk_.changes();
        write(disk_, "The new one", true);
        after_ = tree_of(disk_, "/album");
        ASSERT_NE(before_, after_);
    }
    // What is wrong with a disk on which killed runs were put right.
    std::string wrong(CrashFiles& disk) const {
        const FolderTree found = tree_of(disk, "/album");
        return found == before_ || found == after_
                   ? ""
                   : fmt::format("the folder holds {}", fmt::join(disk.list("/album"), ", "));
    }
    template <class F>
    void at_every_kill(const CrashFiles& disk, size_t from, F&& see) const {
        for (size_t n = from; n <= disk.changes(); ++n) {
            SCOPED_TRACE(n == 0 ? "" : disk.change_words(n - 1));
            see(*disk.killed_after(n));
        }
    }

    CrashFiles disk_;
    size_t from_ = 0;
    FolderTree before_, after_;
};

INSTANTIATE_TEST_SUITE_P(Formats, KilledRuns, testing::ValuesIn(kKilledFormats), [](const auto& format) {
    std::string name = format.param.name;
    std::erase_if(name, [](char c) { return c == '+' || c == '-'; });
    return name;
});

TEST_P(KilledRuns, ThatReplacedAnImageLeaveTheOldOneOrTheNew) {
    write_old();
    write_new();
    at_every_kill(disk_, from_, [&](CrashFiles& disk) {
        const auto sentences = put_right(disk, "/album");
        EXPECT_EQ(wrong(disk), "");
        for (const std::string& sentence : sentences)
            EXPECT_THAT(sentence, testing::AnyOf(GetParam().out + ": replacing it was interrupted; the old "
                                                                  "image is restored",
                                                 GetParam().out + ": replacing it was interrupted; the old "
                                                                  "folder is restored"));
    });
}

TEST_P(KilledRuns, ThatWroteAFirstImageLeaveNoneOrAllOfIt) {
    write_new();
    at_every_kill(disk_, from_, [&](CrashFiles& disk) {
        put_right(disk, "/album");
        EXPECT_EQ(wrong(disk), "");
    });
}

TEST_P(KilledRuns, AreNoReasonToRefuseTheNameToTheNext) {
    write_new();
    at_every_kill(disk_, from_, [&](CrashFiles& disk) {
        if (tree_of(disk, "/album") == after_) return;
        CrashFiles& next = disk;
        try {
            write(next, "The new one");
        } catch (const Error& e) { // the killed run had finished but for the cleaning
            EXPECT_EQ(e.code, Errc::exists);
        }
        EXPECT_EQ(tree_of(next, "/album"), after_);
    });
}

TEST_P(KilledRuns, ThatPutARunRightAreThemselvesPutRight) {
    write_old();
    write_new();
    at_every_kill(disk_, from_, [&](CrashFiles& disk) {
        const size_t from = disk.changes();
        put_right(disk, "/album");
        at_every_kill(disk, from, [&](CrashFiles& again) {
            put_right(again, "/album");
            EXPECT_EQ(wrong(again), "");
        });
    });
}

TEST_P(KilledRuns, LeaveTheOldImageOrTheNewWhenThePowerIsCut) {
    write_old();
    for (const std::string& folder : {std::string("/album"), GetParam().out})
        if (disk_.status(folder)->kind == FileKind::folder) disk_.sync_folder(folder);
    write_new();
    EXPECT_EQ(first_wrong(disk_, from_,
                          [&](CrashFiles& disk, size_t changes) -> std::string {
                              put_right(disk, "/album");
                              FolderTree found = tree_of(disk, "/album");
                              // Of a folder whose lock was lost none can say that nobody is using it.
                              std::erase_if(found, [](auto& f) { return f.first.starts_with("/album/."); });
                              if (found == after_) return "";
                              if (changes == disk_.changes()) return "the new image is lost";
                              return found == before_ ? "" : "the old image is lost";
                          }),
              "");
}

const std::string kHalfSheet = "/album/n.cue", kHalfData = "/album/n.bin";

// A disk on which the run was killed when only the data had its new name.
std::unique_ptr<CrashFiles> half_named(bool old) {
    CrashFiles disk;
    disk.create_folder("/album");
    const auto write = [&](const std::vector<int>& lengths) {
        const Disc disc = plain_disc(lengths);
        write_image(disk, image_format_for(kHalfSheet, ""), disc, *MemorySource::for_disc(disc), kHalfSheet,
                    {.force = true, .progress = {}})
            ->commit();
    };
    if (old) write({2});
    const size_t from = disk.changes();
    write({3});
    for (size_t n = from; n <= disk.changes(); ++n)
        if (disk.change_words(n - 1).ends_with("n.bin to /album/n.bin")) return disk.killed_after(n);
    return nullptr;
}

TEST(HalfNamed, IsAnImageWhoseDataAloneHasItsName) {
    EXPECT_TRUE(is_half_named(*half_named(true), kHalfSheet));
    EXPECT_TRUE(is_half_named(*half_named(false), kHalfSheet));
    CrashFiles empty;
    EXPECT_FALSE(is_half_named(empty, kHalfSheet));
}

TEST(HalfNamed, IsTakenBackAndSaidSo) {
    EXPECT_THAT(put_right(*half_named(true), "/album"),
                ElementsAre("/album/n.cue: replacing it was interrupted; the old image is restored"));
    EXPECT_THAT(put_right(*half_named(false), "/album"),
                ElementsAre("/album/n.cue: writing it was interrupted; what was left of it is removed"));
}

TEST(HalfNamed, OfAnotherNameIsLeftWhereOneNameIsAskedFor) {
    const auto disk = half_named(true);
    EXPECT_THAT(put_right(*disk, "/album", "m.cue"), IsEmpty());
    EXPECT_TRUE(is_half_named(*disk, kHalfSheet));
}

TEST(HalfNamed, IsLeftToARunThatIsStillAtIt) {
    const auto disk = half_named(true);
    std::unique_ptr<File> lock;
    for (const std::string& name : disk->list("/album"))
        if (name.ends_with(".lock")) lock = disk->open("/album/" + name, Access::read_write);
    ASSERT_TRUE(lock->try_lock());
    EXPECT_THAT(put_right(*disk, "/album"), IsEmpty());
    EXPECT_FALSE(disk->status(kHalfSheet));
}

TEST(HalfNamed, DoesNotCostAFileThatCameToTheNameMeanwhile) {
    const auto disk = half_named(true);
    disk->remove_file(kHalfData);
    make_file(*disk, kHalfData, "another program's");
    const auto sentences = put_right(*disk, "/album");
    ASSERT_EQ(sentences.size(), 1u);
    EXPECT_THAT(sentences[0],
                testing::MatchesRegex("/album/n.cue: the image that an interrupted run set aside is in "
                                      "'/album/.n.cue.redbook-......', as another has its name now; move it "
                                      "or remove it"));
    EXPECT_EQ(content(*disk, kHalfData), "another program's");
}

TEST(HalfNamed, WithATornJournalWasNotBegun) {
    CrashFiles disk;
    const TemporaryFolder folder(disk, "/n.cue");
    make_file(disk, folder.path() + "/n.cue", "sheet");
    make_file(disk, folder.path() + "/.redbook-names", "12345678\n5 1 1 n.cue\n5 2 1 n.bin\n");
    make_file(disk, "/n.bin", "old data");
    const auto killed = disk.killed_after(disk.changes());
    EXPECT_THAT(put_right(*killed, "/"), IsEmpty());
    EXPECT_THAT(killed->list("/"), ElementsAre("n.bin"));
}

// The machine's files until so many renames are made; then nothing works any more, not even cleaning up.
class DyingFiles final : public FileSystem {
  public:
    explicit DyingFiles(int renames) : renames_(renames) {}
    std::unique_ptr<File> open(const std::string& path, Access access) override {
        return living().open(path, access);
    }
    std::unique_ptr<File> create(const std::string& path) override { return living().create(path); }
    void create_folder(const std::string& path) override { living().create_folder(path); }
    void rename(const std::string& from, const std::string& to) override {
        --renames_;
        living().rename(from, to);
    }
    void remove_file(const std::string& path) override { living().remove_file(path); }
    void remove_folder(const std::string& path) override { living().remove_folder(path); }
    void sync_folder(const std::string& path) override { living().sync_folder(path); }
    std::optional<FileStatus> status(const std::string& path) override { return living().status(path); }
    std::vector<std::string> list(const std::string& folder) override { return living().list(folder); }
    std::string follow_links(const std::string& path) override { return living().follow_links(path); }

  private:
    FileSystem& living() {
        if (renames_ < 0) throw Error(Errc::io, "killed");
        return system_files();
    }
    int renames_;
};

class HalfNamedImage : public testing::Test {
  protected:
    static void write(const std::string& out, const std::vector<int>& lengths, FileSystem& files) {
        const Disc disc = plain_disc(lengths);
        write_image(files, image_format_for(out, ""), disc, *MemorySource::for_disc(disc), out,
                    {.force = true, .progress = {}})
            ->commit();
    }
    // Killed after so many renames while the image is replaced by a longer one.
    static void replace_and_die(const std::string& out, int renames) {
        write(out, {2}, system_files());
        DyingFiles files(renames);
        error_of(Errc::io, [&] { write(out, {3}, files); });
    }
    TempFolder folder_;
};

TEST_F(HalfNamedImage, IsOpenedAsTheOldOneAndSaidSo) {
    for (const int renames : {1, 2, 3}) { // the sheet aside, the data aside, the data named
        const std::string sheet = folder_ / fmt::format("{}.cue", renames);
        replace_and_die(sheet, renames);
        EXPECT_FALSE(system_files().status(sheet));
        EXPECT_TRUE(is_whole_album(sheet));
        const Album album = open_album({sheet});
        EXPECT_EQ(album.audio->end(), Lba{2});
        EXPECT_EQ(album.warnings.at(0), sheet + ": replacing it was interrupted; the old image is restored");
        EXPECT_THAT(open_album({sheet}).warnings, IsEmpty());
    }
}

TEST_F(HalfNamedImage, ThatIsAFolderIsOpenedAsTheOldOneAndSaidSo) {
    const std::string out = folder_ / "n";
    replace_and_die(out + "/", 1);
    EXPECT_FALSE(system_files().status(out));
    EXPECT_TRUE(is_whole_album(out + "/"));
    const Album album = open_album({out + "/"});
    EXPECT_EQ(album.audio->end(), Lba{2});
    EXPECT_EQ(album.warnings.at(0), out + ": replacing it was interrupted; the old folder is restored");
}

TEST_F(HalfNamedImage, IsPutRightInAFolderThatIsOpened) {
    replace_and_die(folder_ / "n.cue", 3);
    const Album album = open_album({folder_.path()});
    EXPECT_EQ(album.audio->end(), Lba{2});
    EXPECT_EQ(album.warnings.at(0),
              folder_ / "n.cue" + ": replacing it was interrupted; the old image is restored");
}

TEST_F(HalfNamedImage, IsPutRightByTheNextThatWritesThereAndSaidSo) {
    replace_and_die(folder_ / "n.cue", 3);
    const Disc disc = plain_disc({4});
    const auto image = write_image(system_files(), image_format_for("x.cue", ""), disc,
                                   *MemorySource::for_disc(disc), folder_ / "other.cue");
    EXPECT_THAT(image->put_right(),
                ElementsAre(folder_ / "n.cue" + ": replacing it was interrupted; the old image is restored"));
}

} // namespace
} // namespace redbook
