// The small files of a DDP set, out of a disc. Pure: writes nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redbook/disc/disc.h"

namespace redbook {

inline constexpr std::string_view kDdpImageName = "IMAGE.DAT";
inline constexpr std::string_view kDdpMd5Name = "CHECKSUM.MD5";
inline constexpr std::string_view kDdpCrcName = "CHECKSUM.TXT";

// True for the names of files that ddp_set_of() and these three give.
bool is_ddp_file_name(std::string_view name);

struct DdpFile {
    std::string name;
    std::string content;
};

struct DdpSet {
    Disc disc;                         // as the set tells it: texts as CD-TEXT holds them
    std::vector<DdpFile> files;        // DDPID, DDPMS, CDTEXT.BIN if the disc has texts, SD
    std::vector<std::string> warnings; // what is told otherwise than it is, or not at all
};

// As cue2ddp 1.1 writes it. The audio lies in one file, from LBA -150 to the lead-out.
//   throws  what pq_entries_of() and cd_text_packs() throw
DdpSet ddp_set_of(const Disc& disc);

} // namespace redbook
