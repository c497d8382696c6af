#include "redbook/image/ddp/ddp_writer.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "redbook/base/bytes.h"
#include "redbook/base/error.h"
#include "redbook/disc/cd_text_fit.h"
#include "redbook/disc/delivery.h"
#include "redbook/disc/layout.h"
#include "redbook/image/ddp/ddp_layout.h"
#include "redbook/image/ddp/ddp_syntax.h"

namespace redbook {
namespace {

constexpr std::string_view kText = "CDTEXT.BIN", kPq = "SD";
constexpr int kMostPause = 9999; // PRE2 has four digits

std::string string_of(const std::vector<std::byte>& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

DdpStream subcode_stream(std::string_view subcode, std::string_view track, const DdpFile& file) {
    DdpStream stream;
    stream.type = "S0";
    stream.length = int(file.content.size());
    stream.subcode = subcode;
    stream.track = track;
    stream.file = file.name;
    return stream;
}

BlockCount first_pause(const Layout& layout) { return layout.tracks[0].index01 - kProgramStart; }

DdpStream audio_stream(const Layout& layout) {
    DdpStream stream;
    stream.type = "D0";
    stream.length = (layout.lead_out - kProgramStart).value;
    stream.mode = "DA";
    stream.storage = "7";
    stream.scrambled = "1";
    if (const int pause = first_pause(layout).value; pause <= kMostPause) stream.pause = pause;
    stream.file = kDdpImageName;
    return stream;
}

} // namespace

bool is_ddp_file_name(std::string_view name) {
    constexpr std::array kNames{kDdpIdName, kDdpMapName, kText, kPq, kDdpImageName, kDdpMd5Name, kDdpCrcName};
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

void fit_ddp_files(Fitted& fitted) {
    fit_cd_text(fitted, TextCodes::without);
    const BlockCount pause = first_pause(layout_of(fitted.disc));
    if (pause.value > kMostPause)
        fitted.changes.push_back(
            fmt::format("the pause of {} before the first track is longer than DDPMS has room for "
                        "(PRE2), so only the PQ descriptor has it",
                        blocks_text(pause)));
}

std::vector<DdpFile> ddp_files_of(const Disc& disc, const std::string& master_id) {
    if (!is_master_id(master_id))
        throw Error(
            Errc::bad_value,
            fmt::format("the master ID '{}' does not fit a DDPID; give at most {} printable ASCII characters",
                        master_id, kMasterIdLength));
    DdpId id{.level = "DDP 2.00", .type = "CD", .master_id = master_id};
    if (disc.mcn) id.upc = disc.mcn->text();
    const DdpFile pq{std::string(kPq), encode(pq_entries_of(disc))};
    const DdpFile text{std::string(kText), string_of(cd_text_packs(disc, TextCodes::without))};
    std::vector<DdpStream> streams{subcode_stream("PQ DESCR", "", pq), audio_stream(layout_of(disc))};
    if (!text.content.empty()) streams.insert(streams.begin(), subcode_stream("CDTEXT", "00", text));
    std::vector<DdpFile> files{{std::string(kDdpIdName), encode(id)},
                               {std::string(kDdpMapName), encode(streams)}};
    if (!text.content.empty()) files.push_back(text);
    files.push_back(pq);
    return files;
}

} // namespace redbook
