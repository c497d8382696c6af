#include "redbook/report/pq_sheet_csv.h"

#include <algorithm>

#include <fmt/format.h>

#include "redbook/base/text.h"

namespace redbook {
namespace {

// Some spreadsheets take the full-width forms for the same.
constexpr std::array<std::string_view, 8> kFormulaBeginnings{"=", "+", "-", "@", "＝", "＋", "－", "＠"};

bool is_formula(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of('\''), text.size()));
    return std::ranges::any_of(kFormulaBeginnings, [&](auto sign) { return text.starts_with(sign); });
}

std::string text_cell(const std::string& text) { return is_formula(text) ? "'" + text : text; }

std::string quoted(const std::string& cell) {
    if (cell.find_first_of(",\"\r\n") == cell.npos) return cell;
    std::string quoted = "\"";
    for (const char c : cell) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

std::string csv_line(const std::vector<std::string>& cells) {
    std::string line;
    for (size_t i = 0; i < cells.size(); ++i) line += (i == 0 ? "" : ",") + quoted(cells[i]);
    return line + "\r\n";
}

std::string capitalized(std::string_view name) {
    return ascii_upper(name.substr(0, 1)) + std::string(name.substr(1));
}

class PqSheetTable {
  public:
    explicit PqSheetTable(const PqSheet& sheet) : sheet_(sheet) {}

    std::string csv() const {
        std::string text = csv_line(heads());
        for (const PqRow& row : sheet_.rows) text += csv_line(cells(row));
        return text;
    }

  private:
    static void append(std::vector<std::string>& cells, std::vector<std::string> more) {
        cells.insert(cells.end(), more.begin(), more.end());
    }

    std::vector<std::string> heads() const {
        std::vector<std::string> heads{"Track",
                                       "Index",
                                       "Absolute (mm:ss:ff)",
                                       "Absolute (LBA)",
                                       "In track (mm:ss:ff)",
                                       "Length (mm:ss:ff)",
                                       "Length (blocks)",
                                       "Remark"};
        for (const TextField& field : kTextFields) heads.push_back(capitalized(field.name));
        append(heads, {"ISRC", "Pre-emphasis", "Copy", "Channels", "CRC-32 (hexadecimal)", "Album title",
                       "Album performer"});
        for (const PqFact& fact : sheet_.facts)
            heads.push_back(fact.unit.empty() ? std::string(fact.name)
                                              : fmt::format("{} ({})", fact.name, fact.unit));
        append(heads, {"Remarks", "Made (UTC)", "Made by"});
        for (size_t i = 1; i < sheet_.languages.size(); ++i)
            for (const TextField& field : kTextFields)
                heads.push_back(fmt::format("{} ({})", capitalized(field.name), sheet_.languages[i]));
        return heads;
    }

    std::vector<std::string> cells(const PqRow& row) const {
        const auto [absolute, in_track, length] = time_cells(row);
        std::vector<std::string> cells{row.track,
                                       row.index,
                                       absolute,
                                       std::to_string(row.start.value),
                                       in_track,
                                       length,
                                       row.length ? std::to_string(row.length->value) : "",
                                       row.remark};
        const PqTrack track = row.about.value_or(PqTrack{});
        append(cells, texts(track, 0));
        append(cells, {track.isrc, track.emphasis, track.copy, track.channels, track.crc});
        append(cells, {text_cell(sheet_.title), text_cell(sheet_.artist)});
        for (const PqFact& fact : sheet_.facts) cells.push_back(text_cell(fact.value));
        append(cells, {text_cell(fmt::format("{}", fmt::join(sheet_.remarks, "; "))),
                       utc_text(sheet_.made_ns).substr(0, 19) + "Z", sheet_.made_by});
        for (size_t i = 1; i < sheet_.languages.size(); ++i) append(cells, texts(track, i));
        return cells;
    }

    static std::vector<std::string> texts(const PqTrack& track, size_t language) {
        std::vector<std::string> cells;
        for (const TextField& field : kTextFields)
            cells.push_back(language < track.texts.size() ? text_cell(track.texts[language].*field.member)
                                                          : "");
        return cells;
    }

    const PqSheet& sheet_;
};

} // namespace

std::string pq_sheet_csv(const PqSheet& sheet) { return PqSheetTable(sheet).csv(); }

} // namespace redbook
