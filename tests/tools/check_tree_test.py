#!/usr/bin/env python3
"""Plants one violation of each rule in a small tree of its own, and compares what check_tree says of it."""

import json
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class PlantedTree(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp(prefix="redbook-check-tree-"))
        self.addCleanup(shutil.rmtree, self.root)
        shutil.copy(ROOT / ".clang-format", self.root)
        self.tested = []
        self.source("redbook/disc/toc.cpp", '#include "redbook/base/error.h"\n\nint toc() { return 1; }\n')

    def plant(self, file, text):
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def source(self, file, text):
        """A source with its test, which is built."""
        self.plant(file, text)
        test = "tests/" + file.removeprefix("redbook/").removesuffix(".cpp") + "_test.cpp"
        self.plant(test, "int main() { return 0; }\n")
        self.tested.append(test)

    def run_check(self, *options):
        return subprocess.run([ROOT / "tools/check_tree", self.root, *options], capture_output=True, text=True,
                              check=False)

    def violations(self, *options):
        done = self.run_check(*options)
        lines = done.stdout.splitlines()
        self.assertEqual(done.returncode, 1 if lines else 0, done.stderr)
        return lines

    def build(self, tests, command="g++ -c"):
        self.plant("build/compile_commands.json", json.dumps(
            [{"directory": str(self.root / "build"), "command": command, "file": f"../{t}"} for t in tests]))
        return "--build", self.root / "build"


class Clean(PlantedTree):
    def test_a_tree_in_order_has_no_violations(self):
        self.assertEqual(self.violations(*self.build(self.tested)), [])

    def test_what_was_looked_at_is_told_on_stderr(self):
        self.assertEqual(self.run_check(*self.build(self.tested)).stderr,
                         "check_tree: 3 files, 1 functions (median 1 lines, 95% 1, longest 1), 0 violations\n")
        self.assertEqual(self.run_check().stderr,
                         "check_tree: 3 files, 1 functions (median 1 lines, 95% 1, longest 1), 0 violations; "
                         "without --build it is not known whether every test is built\n")

    def test_what_git_ignores_is_not_looked_at(self):
        subprocess.run(["git", "init", "-q", self.root], check=True)
        self.plant(".gitignore", "/scratch/\n")
        self.plant("scratch/x.cpp", "int   x;\n")
        self.assertEqual(self.violations(), [])
        self.plant("redbook/disc/x.h", "int   x;\n")
        self.assertEqual(self.violations(), ["redbook/disc/x.h:1: format: run clang-format -i on it"])


class Exports(PlantedTree):
    def test_what_the_front_door_reaches_is_exported_and_nothing_else(self):
        self.plant("redbook/redbook.h", '#pragma once\n\n#include "redbook/disc/a.h"\n')
        self.plant("redbook/disc/a.h", "#pragma once\n\nnamespace redbook {\nint a();\n} // namespace redbook\n")
        self.plant("redbook/disc/b.h", "#pragma once\n\nnamespace REDBOOK_API redbook {\nint b();\n} // namespace redbook\n")
        self.assertEqual(self.violations(), [
            "redbook/disc/a.h:3: export: redbook.h reaches it: write `namespace REDBOOK_API redbook {`",
            "redbook/disc/b.h:3: export: redbook.h does not reach it: write `namespace redbook {`"])


class IncludeOrder(PlantedTree):
    def including(self, file, path):
        self.plant(file, f'#pragma once\n\n#include "{path}"\n')
        return self.violations()

    def assert_refused(self, folder, path):
        self.assertEqual(self.including(f"{folder}x.h", path),
                         [f"{folder}x.h:3: include-order: {folder} may not include {path}"])
        (self.root / folder / "x.h").unlink()

    def assert_taken(self, folder, path):
        self.assertEqual(self.including(f"{folder}x.h", path), [])
        (self.root / folder / "x.h").unlink()

    def test_a_folder_may_use_what_stands_left_of_it(self):
        self.assert_taken("redbook/stage/", "redbook/base/file.h")
        self.assert_taken("redbook/image/", "redbook/audio/timeline.h")
        self.assert_taken("redbook/audio/", "redbook/disc/units.h")
        self.assert_taken("redbook/jobs/", "redbook/check/verify.h")
        self.assert_taken("cli/", "redbook/jobs/record.h")
        self.assert_refused("cli/", "redbook/jobs/record_job.h")

    def test_a_folder_may_not_use_what_stands_right_of_it(self):
        self.assert_refused("redbook/base/", "redbook/disc/units.h")
        self.assert_refused("redbook/disc/", "redbook/stage/staging.h")
        self.assert_refused("redbook/stage/", "redbook/audio/timeline.h")
        self.assert_refused("redbook/image/", "redbook/stage/staging.h")
        self.assert_refused("redbook/audio/", "redbook/disc/disc.h")
        self.assert_refused("redbook/check/", "redbook/image/album.h")
        self.assert_refused("redbook/report/", "redbook/drive/recorder.h")
        self.assert_refused("redbook/jobs/", "cli/main.h")
        self.assert_refused("emulator/", "redbook/stage/staging.h")

    def test_the_front_ends_do_not_know_each_other(self):
        self.assert_refused("cli/", "redbook/imapi/imapi.h")
        self.assert_refused("redbook/imapi/", "cli/main.h")

    def test_what_is_pure_does_not_know_files(self):
        for folder in ("redbook/disc/", "redbook/check/", "redbook/report/"):
            self.assert_refused(folder, "redbook/base/file.h")

    def test_a_test_may_use_its_folder_and_the_support_only(self):
        self.assert_taken("tests/check/", "redbook/check/verify.h")
        self.assert_taken("tests/check/", "tests/support/temp_folder.h")
        self.assert_taken("tests/cli/", "redbook/jobs/record.h")
        self.assert_refused("tests/check/", "redbook/image/album.h")
        self.assert_refused("tests/check/", "tests/stage/crash.h")
        self.assert_refused("tests/support/", "redbook/stage/staging.h")

    def test_a_path_begins_at_the_root(self):
        self.assert_refused("redbook/disc/", "units.h")

    def test_a_folder_that_nobody_placed_is_refused(self):
        self.assertEqual(self.including("redbook/magic/x.h", "redbook/base/error.h"),
                         ["redbook/magic/x.h:1: include-order: redbook/magic/ has no place in the order of the house"])


class LibraryPlace(PlantedTree):
    def test_a_library_has_one_place(self):
        for folder, header, name in (("image", "libavcodec/avcodec.h", "FFmpeg"), ("stage", "soxr.h", "soxr"),
                                     ("disc", "FLAC/stream_decoder.h", "libFLAC"), ("imapi", "CLI/CLI.hpp", "CLI11"),
                                     ("check", "nlohmann/json.hpp", "nlohmann-json"),
                                     ("stage", "sys/stat.h", "the operating system"),
                                     ("check", "scsi/sg.h", "the drive")):
            self.plant("redbook/" + folder + "/x.h", f"#include <vector>\n\n#include <{header}>\n")
            self.assertEqual(self.violations(),
                             [f"redbook/{folder}/x.h:3: library-place: <{header}>: {name} has no place here"])
            (self.root / "redbook" / folder / "x.h").unlink()

    def test_a_test_may_use_the_libraries_of_its_folder(self):
        self.plant("tests/report/x.h", "#include <nlohmann/json.hpp>\n")
        self.assertEqual(self.violations(), [])
        self.plant("tests/stage/x.h", "#include <nlohmann/json.hpp>\n")
        self.assertEqual(self.violations(), ["tests/stage/x.h:1: library-place: <nlohmann/json.hpp>: "
                                             "nlohmann-json has no place here"])

    def test_the_system_is_in_the_files_of_base(self):
        self.source("redbook/base/file_posix.cpp", "#include <fcntl.h>\n")
        self.plant("tests/base/file_test.cpp", "int main() { return 0; }\n")
        self.assertEqual(self.violations(), [])


class Tests(PlantedTree):
    def test_a_header_that_other_rooms_include_has_a_test(self):
        self.plant("redbook/disc/layout.h", "int layout();\n")
        self.plant("redbook/disc/layout.cpp", "int layout() { return 1; }\n")
        self.assertEqual(self.violations(), [])
        self.plant("redbook/stage/x.h", '#pragma once\n\n#include "redbook/disc/layout.h"\n')
        self.assertEqual(self.violations(),
                         ["redbook/disc/layout.h:1: untested-header: there is no tests/disc/layout_test.cpp"])
        self.plant("tests/disc/layout_test.cpp", "int main() { return 0; }\n")
        self.assertEqual(self.violations(), [])

    def test_a_header_without_code_behind_it_needs_none(self):
        self.plant("redbook/disc/layout.h", "int layout();\n")
        self.plant("redbook/stage/x.h", '#pragma once\n\n#include "redbook/disc/layout.h"\n')
        self.assertEqual(self.violations(), [])

    def test_a_test_is_built(self):
        self.assertEqual(self.violations(*self.build([])),
                         ["tests/disc/toc_test.cpp:1: unbuilt-test: no target of the build compiles it"])

    def test_a_test_for_windows_is_built_by_the_build_for_windows_which_leaves_others_out(self):
        self.plant("tests/base/file_windows_test.cpp", "int main() { return 0; }\n")
        self.assertEqual(self.violations(*self.build(self.tested)), [])
        compiler = "x86_64-w64-mingw32-g++-posix -c"
        self.assertEqual(self.violations(*self.build(["tests/base/file_windows_test.cpp"], compiler)), [])
        self.assertEqual(self.violations(*self.build(["tests/base/x_test.cpp"], compiler)),
                         ["tests/base/file_windows_test.cpp:1: unbuilt-test: no target of the build compiles it"])


class Sizes(PlantedTree):
    def functions(self, *bodies):
        text = "".join(f"void f{i}() {{\n" + "    f();\n" * (lines - 2) + "}\n" for i, lines in enumerate(bodies))
        self.plant("redbook/disc/x.h", text)
        return self.violations()

    def test_no_function_has_over_eighty_lines(self):
        self.assertEqual(self.functions(*[4] * 30, 80), [])
        self.assertEqual(self.functions(*[4] * 30, 81),
                         ["redbook/disc/x.h:121: function-size: f30 has 81 lines, over 80"])

    def test_a_table_may_be_long(self):
        self.plant("redbook/disc/x.h", "constexpr int kTable[] = {\n" + "    1, //\n" * 200 + "};\n")
        self.assertEqual(self.violations(), [])

    def test_half_of_the_functions_have_eight_lines_at_most(self):
        self.assertEqual(self.functions(*[4] * 9, *[8] * 10), [])
        self.assertEqual(self.functions(*[4] * 9, *[9] * 11),
                         ["redbook:1: function-median: half of 21 functions have 9 lines or more, over 8"])

    def test_one_function_in_twenty_may_be_long(self):
        self.assertEqual(self.functions(*[4] * 38, 50, 50), [])
        self.assertEqual(self.functions(*[4] * 37, 50, 50, 50),
                         ["redbook:1: function-percentile: the 95th percentile of 41 functions is 50 lines, over 40"])


class Messages(PlantedTree):
    def test_a_sentence_of_the_library_names_no_option(self):
        self.source("redbook/disc/x.cpp", 'const char* a = "replace it with --force"; // --force\n')
        self.assertEqual(self.violations(), ['redbook/disc/x.cpp:1: names-an-option: "replace it with --force": '
                                             'give the Error a Remedy'])
        self.source("redbook/disc/x.cpp", 'const char* a = "see \'redbook doctor\'";\n')
        self.assertEqual(len(self.violations()), 1)
        self.source("redbook/disc/x.cpp", 'const char* a = "replace it"; // --force\n')
        self.assertEqual(self.violations(), [])


class Format(PlantedTree):
    def test_every_source_is_formatted(self):
        self.plant("redbook/disc/x.h", "int x;\nint  y;\n")
        self.assertEqual(self.violations(), ["redbook/disc/x.h:2: format: run clang-format -i on it"])


class Words(PlantedTree):
    def violation_of(self, word):
        self.plant("docs/x.md", f"# A page\nThere is {word} here.\n")
        return self.violations()

    def test_nothing_is_put_off(self):
        for word in ("TO" "DO", "FIX" "ME", "XX" "X"):
            self.assertEqual(self.violation_of(word + ":"),
                             [f"docs/x.md:2: forbidden-word: {word}: do it, or leave it out"])

    def test_no_test_is_skipped(self):
        for word in ("DISABLED" "_", "GTEST" "_SKIP"):
            self.assertEqual(self.violation_of(word + "()" if "SKIP" in word else word + "AllHolds"),
                             [f"docs/x.md:2: forbidden-word: {word}: a test runs, or goes"])

    def test_no_path_of_a_machine_is_named(self):
        for path in ("/wo" "rk/a", "/ho" "me/b", "/ro" "ot/c", "/Us" "ers/d"):
            self.assertEqual(self.violation_of(path + "lbum.flac"),
                             [f"docs/x.md:2: forbidden-word: {path}: a path of somebody's machine"])

    def test_words_that_look_alike_are_fine(self):
        for word in ("mkstemp(XX" "XXXX)", "TO" "DOS", "out/wo" "rk/x", "$HOME/wo" "rk/x", "the /ho" "me folder"):
            self.assertEqual(self.violation_of(word), [])


if __name__ == "__main__":
    unittest.main()
