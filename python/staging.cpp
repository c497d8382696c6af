// Staging block by block, from any buffer and without a copy.
#include <bit>
#include <string_view>

#include "python/bindings.h"
#include "python/define.h"

namespace redbook::python {
namespace {

// The bytes of an object, as long as this lives.
class Buffer {
  public:
    explicit Buffer(const py::buffer& from) {
        if (PyObject_GetBuffer(from.ptr(), &view_, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT) != 0)
            throw py::error_already_set();
        if (is_audio()) return;
        const std::string format = view_.format ? view_.format : "B";
        PyBuffer_Release(&view_);
        throw py::type_error("audio is bytes, or 16-bit little-endian samples of shape (n, 2), not '" +
                             format + "' of this shape");
    }
    ~Buffer() { PyBuffer_Release(&view_); }
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;

    Bytes bytes() const { return {static_cast<const std::byte*>(view_.buf), size_t(view_.len)}; }

  private:
    bool is_audio() const {
        const std::string_view format = view_.format ? view_.format : "B";
        if (view_.itemsize == 1) return view_.ndim == 1 && (format == "B" || format == "b" || format == "c");
        const bool little = std::endian::native == std::endian::little;
        if (format != "<h" && !(little && (format == "h" || format == "=h" || format == "@h"))) return false;
        return view_.ndim == 1 || (view_.ndim == 2 && view_.shape[1] == 2);
    }
    Py_buffer view_{};
};

// Used by one thread at a time, and by none when it is closed.
class StagingFile {
  public:
    explicit StagingFile(std::unique_ptr<Staging> staging)
        : path_(staging->path()), staging_(std::move(staging)) {}

    const std::string& path() const { return path_; }

    // What `work` returns of the staging, without the GIL.
    template <class F>
    auto with(F&& work) {
        const py::gil_scoped_release without_gil;
        const std::lock_guard lock(mutex_);
        if (!staging_) throw Error(Errc::bad_value, path_ + ": staging was closed; open the stash again");
        return work(*staging_);
    }

    void close() {
        const py::gil_scoped_release without_gil;
        const std::lock_guard lock(mutex_);
        if (!staging_) return;
        const std::unique_ptr<Staging> closing = std::move(staging_);
        closing->close();
    }

  private:
    const std::string path_;
    std::mutex mutex_;
    std::unique_ptr<Staging> staging_;
};
using StagingPointer = std::unique_ptr<StagingFile>;

StagingPointer create(const Path& path, const std::optional<Disc>& disc,
                      const std::optional<Capacity>& capacity) {
    StashSettings settings;
    if (disc) settings.disc = *disc;
    if (!settings.disc.tracks.empty())
        throw Error(Errc::bad_value, path.text + ": a new stash has no tracks, but the disc has some");
    settings.capacity = blocks_of(capacity).value_or(kDefaultCapacity);
    const py::gil_scoped_release without_gil;
    return std::make_unique<StagingFile>(create_stash(path.text, settings));
}

StagingPointer open_again(const Path& path) {
    const py::gil_scoped_release without_gil;
    return std::make_unique<StagingFile>(continue_stash(path.text));
}

// The first track with texts gives the disc a language for them.
void open_track(Staging& staging, const Track& track) {
    if (!track.texts.empty() && staging.disc().text_blocks.empty() && !staging.has_open_track()) {
        Disc disc = staging.disc();
        disc.text_blocks.resize(1);
        staging.edit(disc);
    }
    staging.open_track(track);
}

void append(StagingFile& self, const py::buffer& audio) {
    const Buffer buffer(audio);
    self.with([&](Staging& staging) {
        const BlockCount kept = staging.append(buffer.bytes());
        const BlockCount rest{int32_t(int64_t(buffer.bytes().size()) / kBlockBytes - kept.value)};
        if (rest.value > 0)
            throw Error(Errc::does_not_fit, self.path() + ": the disc is full; " + blocks_text(rest) +
                                                " of " + blocks_text(kept + rest) + " were not staged");
    });
}

// What is complete is kept: an open track only if nothing was raised.
void leave(StagingFile& self, const py::object& raised, const py::object&, const py::object&) {
    if (raised.is_none())
        self.with([](Staging& staging) {
            if (staging.has_open_track()) staging.close_track();
        });
    self.close();
}

void bind_methods(py::class_<StagingFile>& type) {
    method(
        type, "open_track",
        [](StagingFile& self, const std::optional<Track>& track) {
            self.with([&](Staging& staging) { open_track(staging, track.value_or(Track{})); });
        },
        "Opens a track. Of the audio that follows, the first track.pregap blocks are its pregap.",
        py::arg("track") = py::none());
    method(type, "append", append,
           "Appends audio to the open track: whole blocks of 2352 bytes, or 588 samples.\n\n"
           "audio  bytes, bytearray, memoryview, or an array of int16 with shape (n, 2); it is not copied\n\n"
           "Raises Error(does_not_fit) if the disc is full; what fits is kept.",
           py::arg("audio"));
    method(
        type, "close_track", [](StagingFile& self) { self.with([](Staging& s) { s.close_track(); }); },
        "Closes the open track. From now on a crash does not take it away.");
    method(
        type, "abandon_track", [](StagingFile& self) { self.with([](Staging& s) { s.abandon_track(); }); },
        "Drops the open track.");
    method(
        type, "drop_last", [](StagingFile& self) { self.with([](Staging& s) { s.drop_last(); }); },
        "Drops the last closed track.");
    method(
        type, "clear", [](StagingFile& self) { self.with([](Staging& s) { s.clear(); }); },
        "Drops all tracks and the description.");
    method(
        type, "edit",
        [](StagingFile& self, const Disc& disc) { self.with([&](Staging& s) { s.edit(disc); }); },
        "Replaces the description of the closed tracks; their audio stays where it is.", py::arg("disc"));
    method(type, "close", &StagingFile::close,
           "Closes the stash. An open track is dropped; closed ones stay.");
    method(
        type, "__enter__", [](const py::object& self) { return self; }, "Itself.");
    method(type, "__exit__", leave, "Closes an open track, unless something was raised, and then the stash.",
           py::arg("exc_type"), py::arg("exc_value"), py::arg("traceback"));
}

std::string staging_text(const StagingFile& self) { return "Staging(" + quoted(self.path()) + ")"; }

} // namespace

void bind_staging(py::module_& module) {
    py::class_<StagingFile> type(module, "Staging",
                                 "The one writer of a stash: stages tracks block by block.\n\n"
                                 "    with redbook.Staging.create('night.stash') as staging:\n"
                                 "        staging.open_track(redbook.Track(title='One'))\n"
                                 "        staging.append(audio)\n"
                                 "        staging.close_track()\n\n"
                                 "A closed track survives a crash, a full disk and a power cut.");
    static_method(type, "create", create,
                  "Makes a new stash.\n\n"
                  "path      where; nothing may be there\n"
                  "disc      a Disc without tracks: mode, gap, MCN and texts of the disc to be\n"
                  "capacity  in blocks or '74', '80', '90', '99'; None: '80'",
                  py::arg("path"), py::kw_only(), py::arg("disc") = py::none(),
                  py::arg("capacity") = py::none());
    static_method(type, "open", open_again, "Opens a stash to continue after its last closed track.",
                  py::arg("path"));
    computed(
        type, "path", [](const StagingFile& self) { return to_python(self.path()); }, "Of the stash.");
    computed(
        type, "disc", [](StagingFile& self) { return self.with([](Staging& s) { return s.disc(); }); },
        "The closed tracks, and the open one with the length that it has so far.");
    computed(
        type, "capacity",
        [](StagingFile& self) { return self.with([](Staging& s) { return s.capacity(); }); },
        "Blocks of the disc to be.");
    computed(
        type, "available",
        [](StagingFile& self) { return self.with([](Staging& s) { return s.room().available; }); },
        "Blocks that can still be appended.");
    computed(
        type, "has_open_track",
        [](StagingFile& self) { return self.with([](Staging& s) { return s.has_open_track(); }); },
        "Whether append() has a track to go to.");
    computed(
        type, "warnings",
        [](StagingFile& self) { return to_python(self.with([](Staging& s) { return s.warnings(); })); },
        "What was wrong when it was opened, and was repaired.");
    bind_methods(type);
    shown_as(type, staging_text);
}

} // namespace redbook::python
