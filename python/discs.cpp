// Disc and Track, read as attributes and made from keywords.
#include "python/bindings.h"
#include "python/define.h"

namespace redbook::python {
namespace {

const Texts kNoTexts{};

const Texts& first_texts(const Track& track) { return track.texts.empty() ? kNoTexts : track.texts.front(); }

std::vector<Texts> one_language(const Texts& texts) {
    return texts == Texts{} ? std::vector<Texts>{} : std::vector{texts};
}

template <class Class, class F>
void text_attributes(Class& type, F&& texts_in) {
    for (const TextField& field : kTextFields)
        computed(
            type, field.name.data(),
            [texts_in, member = field.member](const typename Class::type& self) {
                return to_python(texts_in(self).*member);
            },
            "In the first language; empty: none.");
}

void bind_texts(py::module_& module) {
    py::class_<Texts> texts(module, "Texts", "The CD-TEXT of an album or a track in one language.");
    text_attributes(texts, [](const Texts& self) -> const Texts& { return self; });
    shown_as(texts, [](const Texts& self) { return "Texts(title=" + quoted(self.title) + ")"; });

    py::class_<TextBlock> block(module, "TextBlock", "The CD-TEXT of an album in one language.");
    attribute(block, "language", &TextBlock::language, "CD-TEXT language code; 9 is English.");
    attribute(block, "charset", &TextBlock::charset, "What the texts are encoded in on the disc.");
    attribute(block, "album", &TextBlock::album, "The album's texts.");
    attribute(block, "disc_id", &TextBlock::disc_id, "Disc identification; empty: none.");
    attribute(block, "genre_code", &TextBlock::genre_code, "Genre code; 0: not used.");
    attribute(block, "genre", &TextBlock::genre, "Genre in words.");
    attribute(block, "closed_info", &TextBlock::closed_info, "Closed information.");
    attribute(block, "copyright", &TextBlock::copyright, "Whether the texts are protected by copyright.");
    shown_as(block, [](const TextBlock& self) {
        return "TextBlock(language=" + std::to_string(self.language) + ", title=" + quoted(self.album.title) +
               ")";
    });
}

Track make_track(BlockCount pause, BlockCount pregap, BlockCount length, BlockCount postgap,
                 std::vector<BlockCount> indexes, std::optional<Isrc> isrc, bool pre_emphasis,
                 bool copy_permitted, bool four_channel, bool scms, const std::string& title,
                 const std::string& performer, const std::string& songwriter, const std::string& composer,
                 const std::string& arranger, const std::string& message) {
    Track track;
    track.pause = pause;
    track.pregap = pregap;
    track.length = length;
    track.postgap = postgap;
    track.indexes = std::move(indexes);
    track.flags = {pre_emphasis, copy_permitted, four_channel, scms};
    track.isrc = isrc;
    track.texts = one_language({title, performer, songwriter, composer, arranger, message});
    return track;
}

std::string track_text(const Track& track) {
    return "Track(" + quoted(first_texts(track).title) + ", " + msf_text(track.length) + ")";
}

constexpr const char* kTrackDoc =
    "A track: pause, pregap, length and postgap follow each other on the disc.\n\n"
    "Lengths are in blocks of 1/75 s. Make one for Staging.open_track() with keywords: lengths, flags, "
    "isrc,\n"
    "and the texts title, performer, songwriter, composer, arranger and message.";

void bind_track(py::module_& module) {
    py::class_<Track> track(module, "Track", kTrackDoc);
    constructor(track, make_track, kTrackDoc, py::kw_only(), py::arg("pause") = 0, py::arg("pregap") = 0,
                py::arg("length") = 0, py::arg("postgap") = 0, py::arg("indexes") = py::tuple(),
                py::arg("isrc") = py::none(), py::arg("pre_emphasis") = false,
                py::arg("copy_permitted") = false, py::arg("four_channel") = false, py::arg("scms") = false,
                py::arg("title") = "", py::arg("performer") = "", py::arg("songwriter") = "",
                py::arg("composer") = "", py::arg("arranger") = "", py::arg("message") = "");
    attribute(track, "pause", &Track::pause, "Blocks of silence before the track that are not staged.");
    attribute(track, "pregap", &Track::pregap, "Blocks of audio before INDEX 01.");
    attribute(track, "length", &Track::length, "Blocks of audio from INDEX 01 on.");
    attribute(track, "postgap", &Track::postgap, "Blocks of silence after the audio that are not staged.");
    attribute(track, "indexes", &Track::indexes, "Where INDEX 02, 03, ... begin: blocks after INDEX 01.");
    attribute(track, "isrc", &Track::isrc, "International Standard Recording Code; None: none.");
    attribute(track, "texts", &Track::texts, "Texts, one for each of Disc.text_blocks.");
    attribute(track, "remarks", &Track::remarks, "REM lines of a sheet.");
    const auto flag = [&](const char* name, bool Flags::*member, const char* doc) {
        computed(
            track, name, [member](const Track& self) { return self.flags.*member; }, doc);
    };
    flag("pre_emphasis", &Flags::pre_emphasis, "Whether the audio has 50/15 us pre-emphasis.");
    flag("copy_permitted", &Flags::copy_permitted, "Whether digital copies are permitted.");
    flag("four_channel", &Flags::four_channel, "Whether the audio has four channels.");
    flag("scms", &Flags::scms, "Whether it is a copy of which no further copy is permitted.");
    computed(
        track, "source_path",
        [](const Track& self) -> py::object {
            return self.source ? to_python(self.source->path) : py::object(py::none());
        },
        "The file that the track comes from; None: not known.");
    text_attributes(track, first_texts);
    equality(track);
    shown_as(track, track_text);
}

const Texts& first_texts_of_disc(const Disc& disc) {
    return disc.text_blocks.empty() ? kNoTexts : disc.text_blocks.front().album;
}

Disc make_disc(std::vector<Track> tracks, int first_track, Mode mode, BlockCount gap, Join join,
               std::optional<Mcn> mcn, const std::string& title, const std::string& performer,
               const std::string& songwriter, const std::string& composer, const std::string& arranger,
               const std::string& message) {
    Disc disc;
    disc.tracks = std::move(tracks);
    disc.first_track = first_track;
    disc.mode = mode;
    disc.gap = gap;
    disc.join = join;
    disc.mcn = mcn;
    const bool any = std::any_of(disc.tracks.begin(), disc.tracks.end(),
                                 [](const Track& track) { return !track.texts.empty(); });
    const std::vector<Texts> album =
        one_language({title, performer, songwriter, composer, arranger, message});
    if (any || !album.empty()) disc.text_blocks.resize(1);
    if (!album.empty()) disc.text_blocks.front().album = album.front();
    return disc;
}

std::string disc_text(const Disc& disc) {
    const size_t n = disc.tracks.size();
    return "Disc(" + quoted(first_texts_of_disc(disc).title) + ", " + std::to_string(n) +
           (n == 1 ? " track, " : " tracks, ") + msf_text(layout_of(disc).lead_out - Lba{0}) + ", " +
           name_of_member(disc.mode) + ")";
}

constexpr const char* kDiscDoc =
    "The description of a disc, without its audio.\n\n"
    "Make one for Staging.create() or Staging.edit() with keywords, the texts title, performer, songwriter,\n"
    "composer, arranger and message among them.";

void bind_disc(py::module_& module) {
    const Disc plain;
    py::class_<Disc> disc(module, "Disc", kDiscDoc);
    constructor(disc, make_disc, kDiscDoc, py::kw_only(), py::arg("tracks") = py::tuple(),
                py::arg("first_track") = plain.first_track, py::arg("mode") = "sao",
                py::arg("gap") = plain.gap, py::arg("join") = "joined", py::arg("mcn") = py::none(),
                py::arg("title") = "", py::arg("performer") = "", py::arg("songwriter") = "",
                py::arg("composer") = "", py::arg("arranger") = "", py::arg("message") = "");
    attribute(disc, "tracks", &Disc::tracks, "The tracks, in the order of the disc.");
    attribute(disc, "first_track", &Disc::first_track, "The number of the first track.");
    attribute(disc, "mcn", &Disc::mcn, "Media catalogue number (UPC/EAN), 13 digits; None: none.");
    attribute(disc, "text_blocks", &Disc::text_blocks, "CD-TEXT, one TextBlock for each language.");
    attribute(disc, "remarks", &Disc::remarks, "REM lines of a sheet.");
    attribute(disc, "mode", &Disc::mode, "How it is meant to be recorded.");
    attribute(disc, "gap", &Disc::gap, "Track-at-Once: blocks between two tracks.");
    attribute(disc, "join", &Disc::join, "How its files were joined.");
    computed(
        disc, "data_tracks", [](const Disc& self) { return self.data.size(); },
        "How many data tracks the disc that was opened has; they are never copied.");
    computed(
        disc, "layout", [](const Disc& self) { return layout_of(self); }, "Where its tracks are.");
    text_attributes(disc, first_texts_of_disc);
    method(
        disc, "as_recorded", [](const Disc& self) { return as_recorded(self); },
        "The disc that a recording yields: with gaps in Track-at-Once, else itself.");
    equality(disc);
    shown_as(disc, disc_text);
}

std::string span_text(const TrackSpan& span) {
    return "TrackSpan(start=" + std::to_string(span.start.value) +
           ", index01=" + std::to_string(span.index01.value) + ", end=" + std::to_string(span.end.value) +
           ")";
}

void bind_layout(py::module_& module) {
    py::class_<TrackSpan> span(module, "TrackSpan", "Where a track is: addresses (LBA) of blocks.");
    attribute(span, "start", &TrackSpan::start, "INDEX 00 if the track has one, else INDEX 01.");
    attribute(span, "audio", &TrackSpan::audio, "The first block of audio, after the pause.");
    attribute(span, "index01", &TrackSpan::index01, "INDEX 01: the address in the TOC.");
    attribute(span, "audio_end", &TrackSpan::audio_end, "The block after the last one of audio.");
    attribute(span, "end", &TrackSpan::end, "Where the next track starts, or the lead-out.");
    shown_as(span, span_text);

    py::class_<Layout> layout(module, "Layout", "Where the tracks of a disc are.");
    attribute(layout, "tracks", &Layout::tracks, "A TrackSpan for each track; the first starts at LBA -150.");
    attribute(layout, "lead_out", &Layout::lead_out, "The address after the last block.");
    shown_as(layout, [](const Layout& self) {
        return "Layout(" + std::to_string(self.tracks.size()) +
               " tracks, lead_out=" + std::to_string(self.lead_out.value) + ")";
    });
}

} // namespace

void bind_discs(py::module_& module) {
    bind_texts(module);
    bind_track(module);
    bind_layout(module);
    bind_disc(module);
    define(
        module, "msf", [](BlockCount blocks) { return msf_text(blocks); },
        "A length in blocks as minutes, seconds and frames: 'MM:SS:FF'.", py::arg("blocks"));
}

} // namespace redbook::python
