// Any folder, opened as an album: refused with an Error, or a disc whose audio ends where its layout does and
// that is made of files of the folder only.
//
// An input is a text. Its first lines are words: what is opened ("disc.cue"; nothing means the whole folder),
// and options (see kAlbumWords). Then come the files, each after a line "=== NAME" or "=== NAME SIZE": up to
// the next such line, and zeros up to SIZE.
#include <algorithm>

#include "fuzz/memory_files.h"
#include "fuzz/target.h"
#include "redbook/disc/layout.h"
#include "redbook/image/album.h"
#include "redbook/image/ccd/sub_file.h"

namespace redbook {
namespace {

constexpr uint64_t kLargestFile = 8 << 20;
const std::string kFolder = "/album", kFileMark = "=== ";

struct AlbumWord {
    std::string_view word;
    void (*set)(AlbumOptions& options);
};
constexpr AlbumWord kAlbumWords[] = {
    {"outside", [](AlbumOptions& o) { o.allow_outside = true; }},
    {"absolute", [](AlbumOptions& o) { o.cue_origin = CueOrigin::absolute; }},
    {"gain", [](AlbumOptions& o) { o.gain_db = -1.5; }},
    {"downmix", [](AlbumOptions& o) { o.downmix = true; }},
    {"plain", [](AlbumOptions& o) { o.embedded = false; }},
    {"texts", [](AlbumOptions& o) { o.texts_alone = true; }},
    {"separate", [](AlbumOptions& o) { o.join = Join::separate; }},
    {"pause", [](AlbumOptions& o) { o.pause = BlockCount{150}; }},
    {"latin1", [](AlbumOptions& o) { o.encoding = Encoding::iso_8859_1; }},
    {"sjis", [](AlbumOptions& o) { o.encoding = Encoding::shift_jis; }},
};

std::string_view take_line(std::string_view& text) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    return line;
}

class AlbumInput {
  public:
    explicit AlbumInput(std::string_view text) {
        while (!text.empty() && !text.starts_with(kFileMark)) take_word(std::string(take_line(text)));
        while (!text.empty()) take_file(text);
        if (sources.empty() && !nothing_) sources.push_back(kFolder);
    }

    std::vector<std::string> sources;
    AlbumOptions options;

    // What happens to the files once they are open.
    void change_files() {
        if (shrinks_) files_.break_after(0, MemoryFiles::Fault::ends);
    }

  private:
    void take_word(const std::string& word) {
        const auto known = std::ranges::find(kAlbumWords, word, &AlbumWord::word);
        if (known != std::end(kAlbumWords))
            known->set(options);
        else if (word == "nothing")
            nothing_ = true;
        else if (word == "shrinks")
            shrinks_ = true;
        else if (!word.empty() && sources.size() < 3)
            sources.push_back(kFolder + "/" + word);
    }

    void take_file(std::string_view& text) {
        std::string name(take_line(text).substr(kFileMark.size()));
        const size_t end = std::min(text.find("\n" + kFileMark), text.size());
        const Bytes content = as_bytes(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        uint64_t size = 0;
        if (const size_t blank = name.rfind(' '); blank != name.npos) {
            const int number = parse_number(name.substr(blank + 1));
            if (number >= 0) name.resize(blank);
            if (number >= 0) size = uint64_t(number);
        }
        if (name.find('\0') == name.npos)
            files_.add(kFolder + "/" + name, content,
                       std::max<uint64_t>(content.size(), std::min(size, kLargestFile)));
    }

    MemoryFiles files_;
    bool nothing_ = false, shrinks_ = false;
};

bool is_inside_folder(const std::string& path) {
    return (path == kFolder || path.starts_with(kFolder + "/")) && (path + "/").find("/../") == path.npos;
}

void read_blocks_of(const Album& album) {
    must_hold(album.audio->end() == layout_of(album.disc).lead_out);
    std::vector<std::byte> block(kBlockBytes);
    std::vector<Lba> places = addresses(album.disc);
    must_hold(std::ranges::is_sorted(places));
    places.push_back(album.audio->end() - BlockCount{1});
    places.push_back(kProgramStart);
    for (const Lba at : places)
        if (at < album.audio->end()) unless_refused([&] { album.audio->read(at, block); });
    album.audio->clone()->warnings();
}

void read_subchannel_of(const Album& album) {
    must_hold(album.subchannel->end() == album.audio->end());
    unless_refused([&] {
        const QFacts facts = facts_in(*album.subchannel);
        must_hold(facts.frames == (album.subchannel->end() - Lba{0}).value);
    });
}

} // namespace

FUZZ_TARGET(album) {
    AlbumInput in(text_of(input));
    const Album album = open_album(in.sources, in.options);
    for (const std::string& file : album.files) must_hold(in.options.allow_outside || is_inside_folder(file));
    must_hold(!album.disc.tracks.empty());
    in.change_files();
    if (album.audio) read_blocks_of(album);
    if (album.subchannel) read_subchannel_of(album);
}

} // namespace redbook
