// The library's enumerations as Python's: members have the names that they have in C++. Where an enumeration is
// taken, so is the name of a member.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <pybind11/pybind11.h>

#include "redbook/redbook.h"

namespace redbook::python {
namespace py = pybind11;

// One row for each: its name, what it is, and the names of its members in the order of C++.
template <class E>
struct EnumRow;

#define REDBOOK_PYTHON_ENUM(type, text, members)                                                             \
    template <>                                                                                              \
    struct EnumRow<type> {                                                                                   \
        static constexpr const char* name = #type;                                                           \
        static constexpr const char* doc = text;                                                             \
        static constexpr const char* words = members;                                                        \
        static inline PyObject* python_type = nullptr; /* lives as long as the process */                    \
    }

REDBOOK_PYTHON_ENUM(
    AlbumKind, "What an album was opened from.",
    "audio_files folder playlist cue_sheet embedded_sheet toc ccd ddp cd_text stash audio_disc");
REDBOOK_PYTHON_ENUM(Charset, "What the texts of a language are encoded in on the disc.",
                    "latin1 ascii ms_jis");
REDBOOK_PYTHON_ENUM(CueOrigin, "What the first block of a cue sheet's files is: MSF 00:02:00 or 00:00:00.",
                    "lba_0 absolute");
REDBOOK_PYTHON_ENUM(Encoding, "What a sheet may be encoded in.",
                    "utf8 utf16_le utf16_be windows_1250 windows_1251 windows_1252 iso_8859_1 shift_jis");
REDBOOK_PYTHON_ENUM(Errc, "What kind of error it is (Error.code).",
                    "io disk_full not_found no_permission exists in_use malformed unsupported newer_version "
                    "corrupt breaks_rule bad_value source_changed does_not_fit track_open no_track_open "
                    "too_many_tracks stash_failed device no_medium not_blank cancelled differs");
REDBOOK_PYTHON_ENUM(ItemState, "What a comparison found for one item.", "equal differs not_checkable");
REDBOOK_PYTHON_ENUM(Join,
                    "How audio files follow each other: at the sample, or each filled to a whole block.",
                    "joined separate");
REDBOOK_PYTHON_ENUM(Mode, "How a disc is recorded: Session-at-Once or Track-at-Once.", "sao tao");
REDBOOK_PYTHON_ENUM(Onto, "What happens to the tracks that are in a stash already.",
                    "the_same_album what_is_there nothing");
REDBOOK_PYTHON_ENUM(Phase, "What work is doing (Progress.phase).",
                    "staging checking erasing simulating writing closing reading_back comparing reading "
                    "listening");
REDBOOK_PYTHON_ENUM(Remedy,
                    "What a program could offer to solve an error (Error.remedy): an option, a button.",
                    "none replace_output choose_format allow_outside mix_down salvage give_texts "
                    "texts_beside_album leave_out_texts romanize_texts texts_in_ms_jis romanize_or_ms_jis "
                    "copy_audio_alone name_stash run_again end_appending restart_or_append erase_medium "
                    "session_at_once track_at_once no_overburn lack_texts lack_parts list_drives "
                    "diagnose_drives open_tray emulate_drive record_image");
REDBOOK_PYTHON_ENUM(Severity, "How bad a finding is: an error keeps the disc from being written.",
                    "warning error");
REDBOOK_PYTHON_ENUM(TrackVerdict, "What AccurateRip's database says about a track.",
                    "matches differs unknown silent");
REDBOOK_PYTHON_ENUM(Verdict,
                    "The result of a comparison: verified means that everything was compared and is equal.",
                    "verified differs not_verified");
#undef REDBOOK_PYTHON_ENUM

template <class E>
constexpr E member_at(size_t position) {
    return E(position);
}
template <>
constexpr Charset member_at<Charset>(size_t position) {
    return std::array{Charset::latin1, Charset::ascii, Charset::ms_jis}[position];
}

inline std::vector<std::string> split_words(std::string_view text) {
    std::vector<std::string> words;
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find(' ', at), text.size());
        words.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

template <class E>
const std::vector<std::string>& member_names() {
    static const std::vector<std::string> names = split_words(EnumRow<E>::words);
    return names;
}

template <class E>
const std::string& name_of_member(E value) {
    size_t position = 0;
    while (member_at<E>(position) != value) ++position;
    return member_names<E>().at(position);
}

template <class E>
E member_named(const std::string& name) {
    const std::vector<std::string>& names = member_names<E>();
    std::string all;
    for (size_t k = 0; k < names.size(); ++k) {
        if (names[k] == name) return member_at<E>(k);
        all += (k == 0 ? "" : ", ") + names[k];
    }
    throw py::value_error("'" + name + "' is not a member of " + EnumRow<E>::name + "; there are " + all);
}

template <class E>
concept NamedEnum = requires {
    EnumRow<E>::words;
};

} // namespace redbook::python

namespace pybind11::detail {

template <redbook::python::NamedEnum E>
struct type_caster<E> {
    PYBIND11_TYPE_CASTER(E, const_name("enumeration"));

    bool load(handle from, bool) {
        const handle type = redbook::python::EnumRow<E>::python_type;
        if (!isinstance<str>(from) && !isinstance(from, type)) return false;
        const object name = isinstance<str>(from) ? reinterpret_borrow<object>(from) : from.attr("name");
        value = redbook::python::member_named<E>(name.cast<std::string>());
        return true;
    }

    static handle cast(E from, return_value_policy, handle) {
        const handle type = redbook::python::EnumRow<E>::python_type;
        return object(type[str(redbook::python::name_of_member(from))]).release();
    }
};

} // namespace pybind11::detail
