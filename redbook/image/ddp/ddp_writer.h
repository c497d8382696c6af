// The small files of a DDP set, out of a disc. Pure: writes nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redbook/disc/disc.h"
#include "redbook/disc/fitted.h"

namespace redbook {

inline constexpr std::string_view kDdpImageName = "IMAGE.DAT";
inline constexpr std::string_view kDdpMd5Name = "CHECKSUM.MD5";
inline constexpr std::string_view kDdpCrcName = "CHECKSUM.TXT";

// True for the names of files that ddp_files_of() and these three give.
bool is_ddp_file_name(std::string_view name);

struct DdpFile {
    std::string name;
    std::string content;
};

// Texts as CD-TEXT holds them; what the files tell otherwise than it is.
void fit_ddp_files(Fitted& fitted);

// Of a disc that fit_ddp_files() has passed: DDPID, DDPMS, CDTEXT.BIN if the disc has texts, SD. As cue2ddp
// 1.1 writes it. The audio lies in one file, from LBA -150 to the lead-out.
//   throws  Errc::bad_value: the master ID is too long or not printable ASCII; what pq_entries_of() and
//           cd_text_packs() throw
std::vector<DdpFile> ddp_files_of(const Disc& disc, const std::string& master_id = "");

} // namespace redbook
