#include "cli/remedy.h"

#include <string_view>

#include <fmt/format.h>

namespace redbook::cli {
namespace {

// What completes the sentence.
std::string_view words_of(Remedy remedy, bool burns) {
    switch (remedy) {
    case Remedy::replace_output: return " with --force";
    case Remedy::choose_format: return " with --format";
    case Remedy::allow_outside: return " with --allow-outside";
    case Remedy::mix_down: return " with --downmix";
    case Remedy::salvage: return ", or use --salvage";
    case Remedy::give_texts: return " with --title or --cdtext";
    case Remedy::texts_beside_album: return " with --cdtext";
    case Remedy::leave_out_texts: return "; change it, or use --no-cdtext";
    case Remedy::romanize_texts: return "; use --transliterate or --no-cdtext";
    case Remedy::texts_in_ms_jis: return "; use --charset ms-jis or --no-cdtext";
    case Remedy::romanize_or_ms_jis: return "; use --transliterate, --charset ms-jis or --no-cdtext";
    case Remedy::copy_audio_alone: return "; leave out --strict to copy its audio alone";
    case Remedy::name_stash: return " with --stash FILE";
    case Remedy::run_again:
        return burns ? "; continue with 'redbook stage' and this stash, or burn the album again from the "
                       "beginning"
                     : "; run the same command again to continue";
    case Remedy::end_appending:
        return "; run that --append again, or give it up with 'redbook edit --drop-last'";
    case Remedy::restart_or_append: return " (--restart, --append)";
    case Remedy::erase_medium: return " with --erase";
    case Remedy::session_at_once: return " with --mode sao";
    case Remedy::track_at_once: return " with --mode tao";
    case Remedy::no_overburn: return "; leave out --overburn";
    case Remedy::lack_texts: return " with --allow-without text";
    case Remedy::lack_parts: return " with --allow-without text,isrc,index";
    case Remedy::list_drives: return "; 'redbook drives' lists those there are";
    case Remedy::diagnose_drives: return "; 'redbook doctor' says why";
    case Remedy::record_image: return " with --recorder image:FOLDER";
    case Remedy::open_tray: // command_for()
    case Remedy::emulate_drive:
    case Remedy::none: break;
    }
    return "";
}

} // namespace

std::string with_remedy(const Failure& failure, const Arguments& arguments) {
    return failure.sentence + std::string(words_of(failure.remedy, arguments.command == "burn")) +
           failure.note;
}

std::string command_for(const Diagnosis& diagnosis) {
    switch (diagnosis.remedy) {
    case Remedy::erase_medium: return "redbook erase " + diagnosis.place;
    case Remedy::open_tray: return "redbook eject " + diagnosis.place;
    case Remedy::list_drives: return "redbook drives";
    case Remedy::emulate_drive:
        return "redbook-emudrive --new disc.img && redbook-emudrive disc.img -- redbook drives";
    default: return diagnosis.command;
    }
}

std::string next_copy_remedy(const Outcome& outcome, const Arguments& arguments) {
    return fmt::format("; continue with 'redbook burn {} --copies {} --from {}'", outcome.stash,
                       arguments.drive.copies, outcome.next_copy);
}

} // namespace redbook::cli
