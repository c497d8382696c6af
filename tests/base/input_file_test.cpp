#include "redbook/base/input_file.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"
#include "tests/support/hooked_files.h"
#include "tests/support/temp_folder.h"

namespace redbook {
namespace {

using test::error_of;
using test::TempFolder;
using test::write_file;

class InputFileTest : public testing::Test {
  protected:
    InputFileTest() { write_file(path_, "old"); }

    void expect_changed(const InputFile& file) {
        EXPECT_EQ(error_of(Errc::source_changed, [&] { file.require_unchanged(); }),
                  path_ + ": was changed while it was read; run the same command again");
    }

    TempFolder folder_;
    std::string path_ = folder_ / "a";
};

TEST_F(InputFileTest, AFileThatStaysWhatItIsIsUnchanged) {
    const InputFile file(system_files(), path_);
    EXPECT_EQ(file.size(), 3u);
    EXPECT_EQ(file.path(), path_);
    EXPECT_NO_THROW(file.require_unchanged());
}

TEST_F(InputFileTest, AFileThatIsWrittenToIsChanged) {
    const InputFile file(system_files(), path_);
    write_file(path_, "newer");
    EXPECT_EQ(file.size(), 3u) << "as it was when it was opened";
    expect_changed(file);
}

TEST_F(InputFileTest, AFileThatAnotherTakesTheNameOfIsChangedAndIsStillRead) {
    const InputFile file(system_files(), path_);
    write_file(folder_ / "b", "newer");
    system_files().rename(folder_ / "b", path_);
    expect_changed(file);
    std::string bytes(3, ' ');
    file.read_at(0, std::as_writable_bytes(std::span(bytes)));
    EXPECT_EQ(bytes, "old");
}

TEST_F(InputFileTest, ATextThatChangesWhileItIsReadIsNotRead) {
    int looks = 0; // opening, its status, reading
    test::HookedFiles files(system_files(), [&](const std::string&) {
        if (++looks == 3) write_file(path_, "newer");
    });
    EXPECT_EQ(error_of(Errc::source_changed, [&] { read_whole_file(files, path_, 100); }),
              path_ + ": was changed while it was read; run the same command again");
}

#ifndef _WIN32 // where it keeps its name until it is closed
TEST_F(InputFileTest, AFileThatIsRemovedIsChanged) {
    const InputFile file(system_files(), path_);
    system_files().remove_file(path_);
    expect_changed(file);
}
#endif

} // namespace
} // namespace redbook
