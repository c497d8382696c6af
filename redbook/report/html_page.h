// What the pages have in common that are made to be printed and kept: one file of HTML (well-formed as XML
// too) without scripts, colours that matter, or anything that lies elsewhere.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redbook {

// The whole file. `body` is HTML, all else is text; a dense page is set smaller.
std::string html_page(const std::string& title, bool dense, const std::string& body);

// "2026-11-25 09:46 UTC"
std::string day_and_time(int64_t ns_since_1970);

// The title and who performs it at the left; which kind of page it is, and of when, at the right. The artist
// may be empty.
std::string html_header(const std::string& title, const std::string& artist, std::string_view page,
                        int64_t made_ns_since_1970);

// A name and its value in the block of facts; nothing if the value is empty. `how` is a list of classes:
// "code" (for digits to be copied), "wide".
std::string html_fact(std::string_view name, const std::string& value, std::string_view how = "");

// A heading and a line for each; nothing if there are none.
std::string html_list(std::string_view heading, const std::vector<std::string>& lines);

} // namespace redbook
