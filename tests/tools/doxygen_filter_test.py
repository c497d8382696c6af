#!/usr/bin/env python3
"""What Doxygen gets to see of a header's comments."""

import subprocess
import tempfile
import unittest
from pathlib import Path

FILTER = Path(__file__).resolve().parents[2] / "tools/doxygen_filter"


class Filter(unittest.TestCase):
    def assert_filtered(self, text, expected):
        with tempfile.NamedTemporaryFile("w", suffix=".h") as file:
            file.write("#pragma once\n\nnamespace a {\n\n" + text + "\n} // namespace a\n")
            file.flush()
            done = subprocess.run([FILTER, file.name], capture_output=True, text=True, check=True)
        self.assertEqual(done.stdout, "#pragma once\n\nnamespace a {\n\n" + expected + "\n} // namespace a\n")

    def test_a_comment_before_a_declaration_is_about_it(self):
        self.assert_filtered("// What f does.\nint f();\n", "/// What f does.\nint f();\n")

    def test_a_comment_before_several_declarations_is_about_each(self):
        self.assert_filtered("// Adds.\nA add(A a);\nB add(B b);\n\nC c();\n",
                             "/// Adds.\nA add(A a);\n/**  Adds. */ B add(B b);\n\nC c();\n")

    def test_a_comment_with_a_blank_line_behind_it_is_about_nothing(self):
        self.assert_filtered("// Part 1\n\nint f();\n", "// Part 1\n\nint f();\n")

    def test_a_comment_behind_a_declaration_goes_on_below_it(self):
        self.assert_filtered("struct S {\n    int a; // the first,\n           // of two\n    int b;\n};\n",
                             "struct S {\n    int a; ///< the first,\n           ///< of two\n    int b;\n};\n")

    def test_a_comment_behind_several_variables_is_about_each(self):
        self.assert_filtered("int a, b; // bytes\n", "int a /**< bytes */, b; ///< bytes\n")

    def test_errors_and_results_are_paragraphs_of_their_own(self):
        self.assert_filtered("// Opens.\n//   throws   Errc::io\n//   returns  how many\nint f();\n",
                             "/// Opens.\n/// @throws Error Errc::io\n/// @returns how many\nint f();\n")

    def test_what_looks_like_markup_is_text_but_for_code(self):
        self.assert_filtered("// <a> & @b, `<c>`\nint f();\n", "/// \\<a\\> \\& \\@b, `<c>`\nint f();\n")

    def test_what_the_language_says_by_itself_has_a_comment(self):
        self.assert_filtered("struct S {\n    bool operator==(const S&) const = default;\n};\n",
                             "struct S {\n    /** Compares all members. */ bool operator==(const S&) const = default;\n};\n")

    def test_comments_in_functions_stay(self):
        self.assert_filtered("inline int f() {\n    // why\n    return 1; // one\n}\n",
                             "inline int f() {\n    // why\n    return 1; // one\n}\n")


if __name__ == "__main__":
    unittest.main()
