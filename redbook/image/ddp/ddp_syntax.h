// The packets of a DDP 2.00 set: fields of fixed width in ASCII, filled with blanks, without line ends. What
// they mean to a disc is in ddp_layout.h and ddp_reader.h.
//
// DDPID, 128 bytes     0 level "DDP 2.00"   8 UPC/EAN (13)  21 MSS (8)  29 MSL (8)  37 MED  38 master ID (48)
//                     86 BK  87 type "CD"  89 NSIDE, SIDE, NLAYER, LAYER  93 SIZ  95 user text (33)
//                     1.01: 86 SIZ  88 user text (40)
// DDPMS, 128 a stream  0 MPV "VVVM"   4 DST stream type   14 DSL length: blocks of audio, else bytes
//                     22 DSS first block of the disc that is in it   30 SUB "PQ DESCR", "CDTEXT"
//                     38 CDM "DA"   40 SSM 7: blocks of 2352 bytes   41 SCR   46 PRE2 blocks of pause
//                     55 TRK   71 SIZ 17   74 DSI name of the file (17)
// PQ, 64 an entry      0 SPV "VVVS"   4 track (00 lead-in, AA lead-out)   6 index   8 hours
//                     10 MMSSFF from the image's first block   16 C1: control nibble, then 1 or S (SCMS)
//                     20 ISRC (12)   32 UPC/EAN (13)
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redbook/disc/delivery.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/holds.h"
#include "redbook/disc/units.h"

namespace redbook {

inline constexpr Holds kDdpHolds{.remarks = false};

inline constexpr std::string_view kDdpIdName = "DDPID", kDdpMapName = "DDPMS"; // of their files

inline constexpr size_t kDdpIdBytes = 128;
inline constexpr size_t kMapPacketBytes = 128;
inline constexpr size_t kPqPacketBytes = 64;
inline constexpr size_t kMostStreams = 999;
inline constexpr size_t kMostPqEntries = 1 + 99 * 100 + 2; // all indexes of all tracks

struct DdpId {
    std::string level{};     // "DDP 2.00"
    std::string upc{};       // empty: none
    std::string type{};      // "CD"
    std::string master_id{}; // empty: none
    // Of the fields that say nothing of the disc, those that are not blank: read, never written.
    std::vector<DescriptorField> optional{};
};

// A packet of DDPMS. Texts are without the blanks around them; numbers that are blank are nullopt.
struct DdpStream {
    int packet = 0;            // its place, from 1
    std::string type;          // "D0" main data, "S0" subcode, ...
    std::optional<int> length; // blocks of audio, else bytes
    std::optional<int> start;  // of audio: MSF 00:00:00 plus so many blocks; none: 0
    std::string subcode;       // "PQ DESCR", "CDTEXT"
    std::string mode;          // "DA"
    std::string storage;       // "7"
    std::string scrambled;     // "1"
    std::optional<int> pause;  // blocks of the first track's pause that are in it
    std::string track;         // "00"
    std::string file;          // name in the folder
};

inline constexpr int kLeadIn = 0, kLeadOut = 0xAA; // as track numbers

struct PqEntry {
    int packet = 0; // its place, from 1
    int track = 0;  // 1..99, kLeadIn or kLeadOut
    int index = 0;  // 0..99
    BlockCount at;  // from MSF 00:00:00
    Flags flags;
    std::string isrc, upc; // empty: none
};

// "SD: packet 3: reason"
std::string at_packet(const std::string& path, int packet, std::string_view reason);

// What a file says. Texts are as they stand there; nothing but their width is checked.
//   throws  Errc::malformed "DDPMS: packet 2: ..."; unsupported for another level than 2.00 and 1.01 (whose
//           packets are alike as far as they are read), another disc than CD, data tracks
DdpId parse_ddp_id(const std::string& path, std::string_view bytes);
std::vector<DdpStream> parse_ddp_map(const std::string& path, std::string_view bytes);
std::vector<PqEntry> parse_pq(const std::string& path, std::string_view bytes);

// The same as cue2ddp writes it. What does not fit into its field is a bug of the caller.
std::string encode(const DdpId& id);
std::string encode(const std::vector<DdpStream>& streams);
std::string encode(const std::vector<PqEntry>& entries);

} // namespace redbook
