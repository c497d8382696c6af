// open(), and the album that it returns.
#include <algorithm>

#include "python/bindings.h"
#include "python/define.h"
#include "python/work.h"

namespace redbook::python {
namespace {

// Raises TypeError for what is not a path.
std::string path_text(const py::handle& path) {
    return py::module_::import("os").attr("fsencode")(path).cast<std::string>();
}

AlbumPointer open_paths(const std::vector<std::string>& sources, const OpenOptions& options,
                        const std::vector<std::string>& cd_text, bool without_emphasis) {
    return run([&](Caller&) {
        Album album = redbook::open(sources, options);
        if (!cd_text.empty()) add_cd_text(album.disc, cd_text, album.warnings);
        if (without_emphasis) redbook::deemphasize(album);
        return std::make_shared<OpenAlbum>(std::move(album));
    });
}

AlbumPointer open_with_options(const py::object& sources, Join join, BlockCount pause, double gain_db,
                               bool downmix, std::optional<Encoding> encoding, bool salvage,
                               bool allow_outside, bool embedded, CueOrigin cue_origin, bool texts_alone,
                               const py::object& cd_text, bool deemphasize, SampleCount read_offset, bool c2,
                               SampleCount accepted_edge) {
    OpenOptions options;
    options.join = join;
    options.pause = pause;
    options.gain_db = gain_db;
    options.downmix = downmix;
    options.encoding = encoding;
    options.salvage = salvage;
    options.allow_outside = allow_outside;
    options.embedded = embedded;
    options.cue_origin = cue_origin;
    options.texts_alone = texts_alone;
    options.drive = {read_offset, c2, accepted_edge};
    return open_paths(paths_of(sources), options, paths_of(cd_text), deemphasize);
}

Lba end_of_disc(const Album& album) { return layout_of(album.disc).lead_out; }

void require_blocks(const Album& album, Lba first, BlockCount count) {
    if (!album.audio) throw Error(Errc::unsupported, album.path + ": has no audio");
    const Lba end = end_of_disc(album);
    if (first < kProgramStart || count.value < 0 || first > end || count > end - first)
        throw Error(Errc::bad_value,
                    album.path + ": " + blocks_text(count) + " from " + std::to_string(first.value) +
                        " on are not on the disc, which ends at " + std::to_string(end.value));
}

py::bytes read(OpenAlbum& self, Lba first, BlockCount count) {
    require_blocks(self.album, first, count);
    const auto size = size_t(bytes_in(count));
    const auto bytes = py::reinterpret_steal<py::bytes>(PyBytes_FromStringAndSize(nullptr, Py_ssize_t(size)));
    if (!bytes) throw py::error_already_set();
    const auto out = std::as_writable_bytes(std::span(PyBytes_AS_STRING(bytes.ptr()), size));
    const py::gil_scoped_release without_gil;
    const std::lock_guard lock(self.reading);
    if (!self.reader) self.reader = self.album.audio->clone();
    self.reader->read(first, out);
    return bytes;
}

// Hands out the audio of an album piece by piece.
struct Blocks {
    AlbumPointer album;
    Lba next, end;
    BlockCount size;
};

Blocks blocks_from(const AlbumPointer& album, Lba first, std::optional<Lba> end, BlockCount size) {
    const Lba last = end.value_or(end_of_disc(album->album));
    require_blocks(album->album, first, std::max(last - first, BlockCount{0}));
    if (size.value < 1)
        throw Error(Errc::bad_value, std::to_string(size.value) + ": is not a number of blocks to read");
    return {album, first, last, size};
}

py::bytes next_blocks(Blocks& self) {
    if (self.next >= self.end) throw py::stop_iteration();
    const BlockCount count = std::min(self.size, self.end - self.next);
    py::bytes read_now = read(*self.album, self.next, count);
    self.next += count;
    return read_now;
}

DiscReport described(const AlbumPointer& self, bool checksums, const py::object& progress) {
    return run([&](Caller& caller) { return describe(self->album, checksums, caller.progress(progress)); });
}

Report report_of_album(const AlbumPointer& self, bool checksums, const py::object& progress) {
    Report report;
    report.discs.push_back(described(self, checksums, progress));
    report.missing = self->album.missing;
    report.warnings = warnings_of(self->album);
    return report;
}

std::string album_text(const OpenAlbum& self) {
    const size_t n = self.album.disc.tracks.size();
    return "Album(" + quoted(self.album.path) + ", " + name_of_member(self.album.kind) + ", " +
           std::to_string(n) + (n == 1 ? " track, " : " tracks, ") +
           msf_text(end_of_disc(self.album) - Lba{0}) + ")";
}

void bind_album_attributes(py::class_<OpenAlbum, AlbumPointer>& type) {
    const auto member = [&](const char* name, auto Album::*pointer, const char* doc) {
        computed(
            type, name, [pointer](const OpenAlbum& self) { return to_python(self.album.*pointer); }, doc);
    };
    member("kind", &Album::kind, "What it was opened from.");
    member("path", &Album::path, "What was opened; of a list of files, the first.");
    member("disc", &Album::disc, "The description of the disc.");
    member("files", &Album::files, "Every file that it is made of, sheets included.");
    member("capacity", &Album::capacity, "Blocks that a stash was made for; None: not a stash.");
    member("md5", &Album::md5,
           "Of the file that holds the audio, as a file of checksums claims; empty: none.");
    computed(
        type, "has_audio", [](const OpenAlbum& self) { return self.album.audio != nullptr; },
        "False: it is a file of CD-TEXT alone.");
    computed(
        type, "lead_out", [](const OpenAlbum& self) { return end_of_disc(self.album); },
        "The address after the last block.");
    computed(
        type, "sources", [](const OpenAlbum& self) { return sources_of(self.album); },
        "An AudioSource for each file that the audio comes from.");
    computed(
        type, "warnings", [](const OpenAlbum& self) { return to_python(warnings_of(self.album)); },
        "Sentences: what was assumed, and what came up while the audio was read.");
    shown_as(type, album_text);
}

void bind_album(py::module_& module) {
    py::class_<OpenAlbum, AlbumPointer> album(
        module, "Album",
        "A disc and its audio, as open() returns it.\n\n"
        "It does not change, and several threads can use it at the same time.");
    bind_album_attributes(album);
    method(album, "read", read,
           "Audio as bytes: 16-bit little-endian stereo, 2352 bytes per block.\n\n"
           "Blocks are addressed from -150 to lead_out, which is not included.",
           py::arg("first"), py::arg("count") = 1);
    method(album, "blocks", blocks_from,
           "Iterates over the audio from first to end, `size` blocks at a time, as bytes.\n\n"
           "From LBA 0 to the lead-out if not given: the bytes of a .bin.",
           py::arg("first") = 0, py::arg("end") = py::none(), py::arg("size") = kBlocksPerSecond);
    method(
        album, "to_json",
        [](const AlbumPointer& self, bool checksums, const py::object& progress) {
            return to_python(to_json(report_of_album(self, checksums, progress)));
        },
        "The disc as JSON text, schema redbook/1. With checksums, all of its audio is read.",
        py::arg("checksums") = true, py::kw_only(), py::arg("progress") = py::none());
    method(
        album, "to_text",
        [](const AlbumPointer& self, bool checksums, const py::object& progress) {
            return to_python(to_text(report_of_album(self, checksums, progress)));
        },
        "The disc as text for people. With checksums, all of its audio is read.", py::arg("checksums") = true,
        py::kw_only(), py::arg("progress") = py::none());

    py::class_<Blocks> blocks(module, "Blocks", "Iterates over the audio of an album.");
    method(
        blocks, "__iter__", [](const py::object& self) { return self; }, "Itself.");
    method(blocks, "__next__", next_blocks, "The next blocks, as bytes.");
}

} // namespace

std::vector<std::string> paths_of(const py::object& paths) {
    std::vector<std::string> list;
    if (py::isinstance<py::list>(paths) || py::isinstance<py::tuple>(paths))
        for (const auto& one : paths) list.push_back(path_text(one));
    else
        list.push_back(path_text(paths));
    return list;
}

AlbumPointer album_of(const py::object& album) {
    if (py::isinstance<OpenAlbum>(album)) return album.cast<AlbumPointer>();
    return open_paths(paths_of(album), {}, {}, false);
}

void bind_albums(py::module_& module) {
    const OpenOptions plain;
    bind_album(module);
    define(module, "open", open_with_options,
           "Opens audio files, a folder, a sheet, an image, a DDP set, a stash or a drive as an Album.\n\n"
           "sources        a path, or a list of paths of audio files\n"
           "join           lists and folders: 'joined' at the sample, or each file in 'separate' blocks\n"
           "pause          lists and folders: blocks of silence before every track but the first\n"
           "gain_db        of all audio; 0 leaves 16-bit audio bit for bit\n"
           "downmix        more than two channels are mixed down to stereo\n"
           "encoding       of sheets: 'utf8', 'shift_jis', ... (Encoding); None: detected\n"
           "salvage        files that are cut short are taken as far as they go\n"
           "allow_outside  sheets may name files outside their folder\n"
           "embedded       a single audio file with a cue sheet inside is opened as that sheet\n"
           "cue_origin     what the files of a cue sheet begin with: 'lba_0' or 'absolute'\n"
           "texts_alone    a file of CD-TEXT is opened as an album without audio\n"
           "cd_text        files whose CD-TEXT replaces the disc's\n"
           "deemphasize    tracks with pre-emphasis lose it\n"
           "read_offset    drives: how many samples late the drive reads\n"
           "c2             drives: what the drive could not correct is read again\n"
           "accepted_edge  drives: so many samples at the edges need not be read",
           py::arg("sources"), py::kw_only(), py::arg("join") = name_of_member(plain.join),
           py::arg("pause") = plain.pause, py::arg("gain_db") = plain.gain_db,
           py::arg("downmix") = plain.downmix, py::arg("encoding") = py::none(),
           py::arg("salvage") = plain.salvage, py::arg("allow_outside") = plain.allow_outside,
           py::arg("embedded") = plain.embedded, py::arg("cue_origin") = name_of_member(plain.cue_origin),
           py::arg("texts_alone") = plain.texts_alone, py::arg("cd_text") = py::tuple(),
           py::arg("deemphasize") = false, py::arg("read_offset") = plain.drive.read_offset,
           py::arg("c2") = plain.drive.c2, py::arg("accepted_edge") = plain.drive.accepted_edge);
}

} // namespace redbook::python
