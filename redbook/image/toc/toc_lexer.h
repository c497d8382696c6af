// The words of a .toc file.
#pragma once

#include <string>
#include <string_view>

namespace redbook {

enum class TocTokenKind { end, word, number, string, punctuation };

struct TocToken {
    TocTokenKind kind = TocTokenKind::end;
    std::string text;      // of a string: its bytes, escapes resolved
    bool is_bytes = false; // a string with \ooo above 177
    int line = 0;
};

// Words, numbers, strings and { } , : # follow each other with or without blanks; "//" begins a comment.
class TocLexer {
  public:
    // `bytes` must outlive it.
    TocLexer(const std::string& path, std::string_view bytes);

    // The next token, again and again kind `end`. Throws Errc::malformed "disc.toc:4: ...".
    TocToken next();

  private:
    [[noreturn]] void fail(std::string_view why) const;
    void skip_blanks();
    void take_while(TocToken& token, bool (*fits)(char));
    void take_string(TocToken& token);
    void take_escape(TocToken& token);

    const std::string& path_;
    std::string_view rest_;
    int line_ = 1;
};

// Throws Errc::malformed where a line is longer than kLongestTocLine.
void check_toc_lines(const std::string& path, std::string_view bytes);

} // namespace redbook
