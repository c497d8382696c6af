// The command line, taken apart. Values are checked here; what they mean is the commands' affair.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "redbook/base/text.h"
#include "redbook/disc/delivery.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/units.h"
#include "redbook/jobs/open.h"
#include "redbook/jobs/recorders.h"

namespace redbook::cli {

enum class ProgressStyle { automatic, none, json };

// Options that describe the disc: for albums without a sheet, and for edit.
struct DiscOptions {
    std::map<std::string, std::string> album_texts;                // by TextField::name
    std::map<std::string, std::map<int, std::string>> track_texts; // by TextField::name, track number
    std::optional<Mcn> mcn;
    std::map<int, std::optional<Isrc>> isrc; // nullopt: take it away
    std::map<int, Flags> flags;
    std::optional<Mode> mode;
    std::optional<BlockCount> gap;
    std::vector<std::string> cd_text; // files, whose languages follow each other
    std::optional<Charset> charset;   // of the first language
    std::optional<uint8_t> language;  // of the first language
    bool transliterate = false;       // what the character sets do not hold
    bool operator==(const DiscOptions&) const = default;
};

// Options of drives and of recording on one.
struct DriveArguments {
    std::string path;         // empty: the one that the configuration names, or the only one
    std::optional<int> speed; // multiple of 1x; nullopt: as fast as drive and medium go
    std::optional<int> write_offset, read_offset; // stereo samples
    LeaveOut without;                             // where the drive refuses the cue sheet
    std::vector<std::string> others;              // burn: further drives that record side by side
    int copies = 1;
    int from = 1; // the first of the copies that is recorded now
    bool overburn = false;
    bool erase = false; // burn: a CD-RW that is not blank
    bool full = false;  // erase: every block
    bool load = false;  // eject: the other way round
    bool operator==(const DriveArguments&) const = default;
};

struct Arguments {
    std::string command;
    std::vector<std::string> sources; // what is opened; verify has two
    std::string stash;                // stage, edit, export, burn --stash
    std::string out;                  // master, export
    std::string format;
    std::string recorder;
    std::string stash_folder; // of stashes without a name
    std::string report;       // of a recording or a master; ends in .html, .htm or .json
    DriveArguments drive;
    std::optional<BlockCount> capacity;
    BlockCount pause{0};
    double gain_db = 0;
    CueOrigin cue_origin = CueOrigin::lba_0;
    bool separate = false, downmix = false, deemphasize = false, salvage = false;
    std::optional<Encoding> encoding;
    bool allow_outside = false, embedded = true;
    bool strict = false;
    bool no_cd_text = false; // master, export, burn: write without texts
    bool force = false, append = false, restart = false;
    bool drop_last = false, clear = false;
    bool simulate = false, no_verify = false, eject = false;
    bool checksums = true;
    bool ids = false;
    std::string accurate_rip; // a saved answer
    std::string pq_sheet;     // to write one; ends in .html, .htm, .pdf or .csv
    Delivery delivery;
    // The first that was given of the options that say how an album is opened (not --deemphasize, which is
    // for any disc), and of those that are for a drive alone: "--gain". Empty: none was.
    std::string album_option, drive_option;
    bool json = false, quiet = false;
    bool wide = false; // tables
    ProgressStyle progress = ProgressStyle::automatic;
    DiscOptions disc;
    bool operator==(const Arguments&) const = default;
};

// What came of the command line: arguments, or what ends the program.
struct Parsed {
    Arguments arguments;             // with a complaint: command, json and progress as far as they are known
    std::optional<std::string> text; // help or version, to print instead of running
    std::optional<std::string> complaint; // a sentence; exit code 2
};

Parsed parse_arguments(int argc, const char* const* argv);

} // namespace redbook::cli
