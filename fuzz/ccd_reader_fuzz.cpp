// Any bytes as a .ccd file, and after a zero byte as what its .sub holds in Q, 12 bytes a block: refused
// with an Error, or a disc; and a disc that is written as a .ccd and its subchannel again and read stays what
// it was, without a warning.
#include <algorithm>

#include "fuzz/target.h"
#include "redbook/disc/cd_text_fit.h"
#include "redbook/disc/layout.h"
#include "redbook/disc/rules.h"
#include "redbook/image/ccd/ccd_layout.h"
#include "redbook/image/ccd/ccd_writer.h"

namespace redbook {
namespace {

constexpr BlockCount kInImage{1050};
constexpr int32_t kLongest = 20'000; // blocks whose subchannel is made again; more takes too long here

QFacts facts_of(Bytes q) {
    return read_q_frames([&]() -> std::optional<QFrame> {
        QFrame frame;
        if (q.size() < frame.size()) return std::nullopt;
        std::ranges::copy(q.first(frame.size()), frame.begin());
        q = q.subspan(frame.size());
        return frame;
    });
}

QFacts facts_of(const Disc& disc) {
    const Subchannels subchannels(disc);
    const Lba end = layout_of(disc).lead_out;
    Lba at{0};
    return read_q_frames([&]() -> std::optional<QFrame> {
        if (at == end) return std::nullopt;
        at += BlockCount{1};
        return subchannels.q(at - BlockCount{1});
    });
}

// Else a track may be too short for its subchannel to tell all of it.
bool obeys_rules(const Disc& disc) {
    const auto findings = check_rules(disc, kDefaultCapacity);
    return std::none_of(findings.begin(), findings.end(),
                        [](const Finding& f) { return f.severity == Severity::error; });
}

Disc read_ccd(const char* name, std::string_view text, const QFacts* told,
              std::vector<std::string>& warnings) {
    const CcdSheet sheet = parse_ccd(name, text);
    warnings = sheet.warnings;
    const Toc toc = toc_of_ccd(sheet, kInImage, warnings).toc;
    const CcdLayout layout = lay_out_ccd(sheet, toc, told);
    warnings.insert(warnings.end(), layout.warnings.begin(), layout.warnings.end());
    must_hold(layout_of(layout.disc).lead_out == toc.lead_out);
    return layout.disc;
}

} // namespace

FUZZ_TARGET(ccd_reader, "ccd") {
    const std::string_view text = text_of(input);
    const size_t zero = text.find('\0');
    const QFacts told = facts_of(as_bytes(zero == text.npos ? "" : text.substr(zero + 1)));
    std::vector<std::string> warnings;
    const Disc disc = read_ccd("x.ccd", text.substr(0, zero), zero == text.npos ? nullptr : &told, warnings);
    if (layout_of(disc).lead_out > Lba{kLongest} || !obeys_rules(disc)) return;
    const Disc held = as_cd_text_holds(disc, warnings);
    const std::string sheet = ccd_of(held);
    const QFacts facts = facts_of(held);
    const Disc again = read_ccd("y.ccd", sheet, &facts, warnings);
    must_hold(warnings.empty() && again == held);
}

} // namespace redbook
