// stage and edit, called as the program calls them.
#include <gtest/gtest.h>

#include "cli/commands.h"
#include "redbook/jobs/stage.h"
#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace redbook::cli {
namespace {

using test::TempFolder;

std::string refusal(Done (*run)(const Arguments&, Console&), const std::string& stash, Errc code) {
    Arguments arguments;
    arguments.stash = stash;
    arguments.sources = {stash};
    arguments.disc.album_texts["title"] = "T";
    Console console(arguments);
    return test::error_of(code, [&] { run(arguments, console); });
}

TEST(Stashes, EditOfAnAlbumSaysToStageItFirst) {
    const TempFolder folder;
    test::write_file(folder / "night.cue", "FILE night.bin BINARY\n");
    for (const std::string& album : {folder.path() + "/", folder / "night.cue"})
        EXPECT_EQ(refusal(run_edit, album, Errc::malformed),
                  album + ": is not a stash; stage it first: 'redbook stage NAME.stash " + album + "'");
}

TEST(Stashes, EditOfNothingSaysHowAStashIsMade) {
    const TempFolder folder;
    const std::string stash = folder / "night.stash";
    EXPECT_EQ(refusal(run_edit, stash, Errc::not_found),
              stash + ": there is no such stash; make it with 'redbook stage " + stash + " ALBUM'");
}

TEST(Stashes, StageOntoAnAlbumSaysWhichNameComesFirst) {
    const TempFolder folder;
    EXPECT_EQ(refusal(run_stage, folder.path(), Errc::exists),
              folder.path() + ": is there already and is not a stash; name the stash first, then the album");
}

} // namespace
} // namespace redbook::cli
