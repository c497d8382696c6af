// Any bytes as the beginning of a file whose kind is asked: every kind says yes or no, and what says yes to a
// whole file also says so to its beginning.
#include "fuzz/memory_files.h"
#include "fuzz/target.h"
#include "redbook/image/album.h"
#include "redbook/image/ccd/ccd_syntax.h"
#include "redbook/image/cdtext/text_file.h"
#include "redbook/image/cdtext/text_sheet_syntax.h"
#include "redbook/image/cue/cue_syntax.h"
#include "redbook/image/cue_files.h"
#include "redbook/image/ddp/ddp_reader.h"
#include "redbook/image/toc/toc_syntax.h"
#include "redbook/image/tracks/playlist.h"
#include "redbook/stage/stash.h"

namespace redbook {

FUZZ_TARGET(kinds, "ccd", "cue", "ddp/set", "toc", "v07t", "playlist", "cdtext", "stash", "wav", "flac") {
    const std::string_view bytes = text_of(input);
    for (const size_t n : {bytes.size(), bytes.size() / 2}) {
        const std::string head(bytes.substr(0, n)); // of its own, so that reading past it is noticed
        looks_like_ccd(head);
        looks_like_cue_sheet(head);
        looks_like_ddp(head);
        looks_like_toc(head);
        looks_like_playlist(head);
        looks_like_text_sheet(head);
        looks_like_packs(head, head.size());
    }
    for (const char* name : {"/x", "/x.cue", "/x.CDT"}) {
        MemoryFiles files;
        files.add(name, input);
        must_hold(!is_stash(files, name) || !begins_like_audio_file(files, name));
        is_whole_album(name);
    }
}

} // namespace redbook
