// What went wrong, once for machines (Errc) and once for people (the sentence).
#pragma once

#include <stdexcept>
#include <string>

#include "redbook/base/export.h"

namespace REDBOOK_API redbook {

// Closed list. cli/exit_code.cpp maps it to exit codes; other front ends map it to codes of their own.
enum class Errc {
    io,              // the operating system failed to read, write or sync
    disk_full,       // no room on the file system; what was kept is said in the sentence
    not_found,       // a named file or folder is not there
    no_permission,   // the operating system refuses access
    exists,          // an output is already there
    in_use,          // another writer holds it
    malformed,       // input that cannot be what it claims to be
    unsupported,     // well-formed input of a kind that is not handled
    newer_version,   // written by a later version
    corrupt,         // our own data fails its checksum
    breaks_rule,     // breaks a rule of the Red Book
    bad_value,       // an argument outside its range
    source_changed,  // a file is not what it was when it was staged
    does_not_fit,    // more audio than the medium holds
    track_open,      // a track is open and must be closed first
    no_track_open,   // there is no open track
    too_many_tracks, // a hundredth track
    stash_failed,    // an earlier write failed; the stash must be opened again (S4)
    device,          // the recorder refused
    no_medium,       // nothing in the recorder
    not_blank,       // the medium in the recorder is already written
    cancelled,       // the user interrupted
    differs,         // read back and compared, and differs
};

// What the caller could offer to help: an option, a button. The library names neither; cli/remedy.cpp has the
// options. Of some the sentence already says it in words ("..., or replace it"), to others only this points.
enum class Remedy {
    none,
    replace_output,     // what is at the output's name
    choose_format,      // by its name, not by the output's
    allow_outside,      // files outside the sheet's folder
    mix_down,           // more than two channels
    salvage,            // take what a cut-off file has
    give_texts,         // the disc has none
    texts_beside_album, // the file has nothing but texts
    leave_out_texts,
    romanize_texts,
    texts_in_ms_jis,
    romanize_or_ms_jis,
    copy_audio_alone, // of a source with data tracks
    name_stash,       // no folder for stashes is known
    run_again,        // the same call continues where it was interrupted
    end_appending,    // complete what was interrupted, or drop its tracks
    restart_or_append,
    erase_medium,
    session_at_once, // instead of Track-at-Once
    track_at_once,
    no_overburn,
    lack_texts, // record without them
    lack_parts, // record without CD-TEXT, ISRCs or indexes
    list_drives,
    diagnose_drives,
    open_tray,
    emulate_drive, // there is none: rehearse with an emulated one
    record_image,  // on the image recorder
};

// The one exception of the house. what() is one sentence that names the place and what to do:
// "disc.cue:4: ...", "/music/01.flac: ...". Caught in cli/main, in the COM guard and in C callbacks only.
struct Error : std::runtime_error {
    // The sentence becomes what().
    Error(Errc c, const std::string& sentence, Remedy r = Remedy::none)
        : std::runtime_error(sentence), code(c), remedy(r) {}
    Errc code;     // for machines
    Remedy remedy; // what the user can do about it; none: the sentence says it
};

} // namespace redbook
