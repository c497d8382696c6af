// The jobs: master, stage, record, compare, check, identify.
#include "python/bindings.h"
#include "python/define.h"
#include "python/work.h"

namespace redbook::python {
namespace {

constexpr std::string_view kImagePrefix = "image:";

Outcome master_with_options(const py::object& source, const Path& out, const std::string& format, bool force,
                            bool strict, bool cd_text, const std::optional<Capacity>& capacity, bool identify,
                            const std::optional<Path>& pq_sheet, const std::optional<Path>& report,
                            const py::dict& delivery, const py::object& progress) {
    const AlbumPointer album = album_of(source);
    MasterOptions options;
    options.format = format;
    options.force = force;
    options.strict = strict;
    options.cd_text = cd_text;
    options.capacity = blocks_of(capacity);
    options.identify = identify;
    if (pq_sheet) options.pq_sheet = pq_sheet->text;
    if (report) options.report = report->text;
    options.delivery = delivery_of(delivery);
    return run([&](Caller& caller) {
        options.progress = caller.progress(progress);
        return master(album->album, out.text, options);
    });
}

// on_closed(track), in the thread that called; None: nothing.
std::function<void(int)> when_closed(Caller& caller, const py::object& function) {
    if (function.is_none()) return {};
    return [&caller, wanted = function.ptr()](int track) {
        caller.ask([&] { return py::handle(wanted)(track), true; });
    };
}

Outcome stage_with_options(const Path& stash, const py::object& source,
                           const std::optional<Capacity>& capacity, Onto onto, bool strict,
                           const py::object& progress, const py::object& on_closed) {
    const AlbumPointer album = album_of(source);
    StageOptions options;
    options.capacity = blocks_of(capacity);
    options.onto = onto;
    options.strict = strict;
    return run([&](Caller& caller) {
        options.progress = caller.progress(progress);
        options.on_closed = when_closed(caller, on_closed);
        return stage(stash.text, album->album, options);
    });
}

RecorderSettings recorder_named(const Path& recorder) {
    RecorderSettings settings;
    if (recorder.text.starts_with(kImagePrefix))
        settings.image_folder = recorder.text.substr(kImagePrefix.size());
    else
        settings.drive = recorder.text;
    return settings;
}

Outcome record_on(const AlbumPointer& album, const RecorderSettings& recorder, RecordOptions& options,
                  const py::object& progress, const py::object& on_closed) {
    Outcome outcome = run([&](Caller& caller) {
        options.callbacks.progress = caller.progress(progress);
        if (const auto closed = when_closed(caller, on_closed))
            options.callbacks.on_closed = [closed](const std::string&, int track) { closed(track); };
        return record(album->album, {recorder}, options);
    });
    if (outcome.done) return outcome;
    const Failure failure = outcome.failures.at(0);
    raise_failure(py::cast(std::move(outcome)), failure);
}

Outcome record_with_options(const py::object& source, const Path& recorder, std::optional<Mode> mode,
                            bool simulate, bool verify, bool eject, bool erase, bool overburn, bool cd_text,
                            bool strict, const std::optional<Path>& stash,
                            const std::optional<Path>& stash_folder, const std::optional<Path>& report,
                            bool force, const std::string& image_format,
                            const std::optional<Capacity>& image_capacity, int speed,
                            SampleCount write_offset, SampleCount read_offset, SampleCount accepted_edge,
                            const py::object& progress, const py::object& on_closed) {
    const AlbumPointer album = album_of(source);
    RecorderSettings settings = recorder_named(recorder);
    settings.image_format = image_format;
    settings.image_capacity = blocks_of(image_capacity);
    settings.speed = speed;
    settings.write_offset = write_offset;
    settings.read_offset = read_offset;
    settings.accepted_edge = accepted_edge;
    RecordOptions options;
    options.mode = mode;
    options.simulate = simulate;
    options.verify = verify;
    options.eject = eject;
    options.erase = erase;
    options.overburn = overburn;
    options.cd_text = cd_text;
    options.strict = strict;
    if (stash) options.stash = stash->text;
    if (stash_folder) options.stash_folder = stash_folder->text;
    if (report) options.report = report->text;
    options.force = force;
    return record_on(album, settings, options, progress, on_closed);
}

void bind_master(py::module_& module) {
    const MasterOptions plain;
    define(module, "master", master_with_options,
           "Writes an album as an image, a DDP set, a stash or CD-TEXT; reads it back and compares.\n\n"
           "The output gets its name only if it was read back and is equal. Returns an Outcome.\n\n"
           "album     an Album, or what open() takes\n"
           "out       the path, whose ending says the format: 'night.cue', 'night.ddp/', ...\n"
           "format    a name of formats(); empty: the ending says it\n"
           "force     what is at `out` is replaced\n"
           "strict    what would be a warning, or would be changed, is refused\n"
           "cd_text   False: CD-TEXT is left out\n"
           "capacity  of the medium, in blocks or '74', '80', '90', '99'; None: the album's, or '80'\n"
           "identify  disc IDs and checksums are computed (Outcome.identity)\n"
           "pq_sheet  path: a PQ sheet is written there (.html, .pdf, .csv)\n"
           "report    path: a report is written there (.json, .html)\n"
           "delivery  what the PQ sheet says: label, catalogue_number, client, engineer, contact, notes,\n"
           "          master_id\n"
           "progress  called with a Progress; returning False, or raising, cancels",
           py::arg("album"), py::arg("out"), py::kw_only(), py::arg("format") = plain.format,
           py::arg("force") = plain.force, py::arg("strict") = plain.strict,
           py::arg("cd_text") = plain.cd_text, py::arg("capacity") = py::none(),
           py::arg("identify") = plain.identify, py::arg("pq_sheet") = py::none(),
           py::arg("report") = py::none(), py::arg("delivery") = py::dict(),
           py::arg("progress") = py::none());
}

void bind_stage(py::module_& module) {
    const StageOptions plain;
    define(module, "stage", stage_with_options,
           "Stages an album into a stash, a file that survives a crash. Returns an Outcome.\n\n"
           "Interrupted in any way, the same call continues after the last closed track.\n\n"
           "stash      path of the stash\n"
           "album      an Album, or what open() takes\n"
           "capacity   of a new stash, in blocks or '74', '80', '90', '99'; None: '80'\n"
           "onto       what happens to what is staged already: 'the_same_album' continues it,\n"
           "           'what_is_there' adds to it, 'nothing' drops it\n"
           "strict     what would be a warning is refused\n"
           "progress   called with a Progress; returning False, or raising, cancels\n"
           "on_closed  called with the number of each track that is staged, and safe",
           py::arg("stash"), py::arg("album"), py::kw_only(), py::arg("capacity") = py::none(),
           py::arg("onto") = name_of_member(plain.onto), py::arg("strict") = plain.strict,
           py::arg("progress") = py::none(), py::arg("on_closed") = py::none());
}

void bind_record(py::module_& module) {
    const RecordOptions plain;
    const RecorderSettings settings;
    define(
        module, "record", record_with_options,
        "Records an album or a stash; reads the disc back and compares. Returns an Outcome.\n\n"
        "An album is staged first. The stash is kept if anything goes wrong; a recording that fails raises\n"
        "an Error, whose `outcome` says more.\n\n"
        "album           an Album, or what open() takes: a stash among others\n"
        "recorder        '/dev/sr0', or 'image:FOLDER' for images in a folder\n"
        "mode            'sao' or 'tao'; None: as the album says\n"
        "simulate        everything but the writing\n"
        "verify          False: the disc is not read back\n"
        "eject           the disc when it is done\n"
        "erase           a CD-RW that is not blank\n"
        "overburn        more than the medium says it can store\n"
        "cd_text         False: CD-TEXT is left out\n"
        "strict          what would be a warning, or would be changed, is refused\n"
        "stash           where the album is staged and stays; None: in stash_folder, removed when done\n"
        "stash_folder    None: the user's\n"
        "report          path: a report is written there (.json, .html)\n"
        "force           an older report is replaced\n"
        "image_format    of 'image:FOLDER': a name of formats()\n"
        "image_capacity  of 'image:FOLDER': in blocks or '74', '80', '90', '99'; None: the stash's\n"
        "speed           multiple of 1x; 0: as fast as the drive can\n"
        "write_offset    of the drive, in samples\n"
        "read_offset     of the drive, in samples\n"
        "accepted_edge   so many samples at the edges of the disc need not be read back\n"
        "progress        called with a Progress; returning False, or raising, cancels\n"
        "on_closed       called with the number of each track that is staged, and safe",
        py::arg("album"), py::arg("recorder"), py::kw_only(), py::arg("mode") = py::none(),
        py::arg("simulate") = plain.simulate, py::arg("verify") = plain.verify,
        py::arg("eject") = plain.eject, py::arg("erase") = plain.erase, py::arg("overburn") = plain.overburn,
        py::arg("cd_text") = plain.cd_text, py::arg("strict") = plain.strict, py::arg("stash") = py::none(),
        py::arg("stash_folder") = py::none(), py::arg("report") = py::none(), py::arg("force") = plain.force,
        py::arg("image_format") = settings.image_format, py::arg("image_capacity") = py::none(),
        py::arg("speed") = settings.speed, py::arg("write_offset") = settings.write_offset,
        py::arg("read_offset") = settings.read_offset, py::arg("accepted_edge") = settings.accepted_edge,
        py::arg("progress") = py::none(), py::arg("on_closed") = py::none());
}

Outcome compare_albums(const py::object& first, const py::object& second, const py::object& progress) {
    const AlbumPointer a = album_of(first), b = album_of(second);
    return run([&](Caller& caller) { return compare(a->album, b->album, caller.progress(progress)); });
}

Checked check_album(const py::object& source, const std::optional<Capacity>& capacity,
                    const py::object& progress) {
    const AlbumPointer album = album_of(source);
    return run(
        [&](Caller& caller) { return check(album->album, blocks_of(capacity), caller.progress(progress)); });
}

Identity identify_album(const py::object& source, const std::optional<Path>& accurate_rip,
                        const py::object& progress) {
    const AlbumPointer album = album_of(source);
    const std::string answer = accurate_rip ? accurate_rip->text : "";
    return run(
        [&](Caller& caller) { return identify(album->album, answer, caller.progress(progress)).identity; });
}

void bind_checks(py::module_& module) {
    define(module, "compare", compare_albums,
           "Compares two albums item by item. Returns an Outcome with a comparison and a verdict.\n\n"
           "a, b      Albums, or what open() takes\n"
           "progress  called with a Progress; returning False, or raising, cancels",
           py::arg("a"), py::arg("b"), py::kw_only(), py::arg("progress") = py::none());
    define(module, "check", check_album,
           "Checks an album against the rules of the Red Book, and listens to its audio. Returns Checked.\n\n"
           "album     an Album, or what open() takes\n"
           "capacity  of the medium, in blocks or '74', '80', '90', '99'; None: the album's, or '80'\n"
           "progress  called with a Progress; returning False, or raising, cancels",
           py::arg("album"), py::kw_only(), py::arg("capacity") = py::none(),
           py::arg("progress") = py::none());
    define(module, "identify", identify_album,
           "Computes the disc IDs and checksums of an album as it is recorded. Returns an Identity.\n\n"
           "album         an Album, or what open() takes\n"
           "accurate_rip  path of a saved answer of AccurateRip's database: tracks are looked for in it\n"
           "progress      called with a Progress; returning False, or raising, cancels",
           py::arg("album"), py::kw_only(), py::arg("accurate_rip") = py::none(),
           py::arg("progress") = py::none());
}

void bind_formats(py::module_& module) {
    py::class_<Format> format(module, "Format", "A format of images.");
    attribute(format, "name", &Format::name, "What the option `format` of master() takes.");
    attribute(format, "extension", &Format::extension,
              "The ending of a path that chooses it; '/': a folder; empty: chosen by its name only.");
    attribute(format, "description", &Format::description, "In words.");
    computed(
        format, "reads", [](const Format& self) { return self.open != nullptr; }, "Whether open() takes it.");
    computed(
        format, "writes", [](const Format& self) { return self.write != nullptr; }, "Whether master() does.");
    shown_as(format, [](const Format& self) { return "Format(" + quoted(std::string(self.name)) + ")"; });
    define(
        module, "formats", [] { return all_formats(); },
        "The formats that open() reads and master() writes.");
}

} // namespace

Delivery delivery_of(const py::dict& fields) {
    Delivery delivery;
    for (const auto& [name, value] : fields) {
        const auto wanted = name.cast<std::string>();
        bool found = false;
        for (const DeliveryField& field : kDeliveryFields) {
            std::string known(field.option == "catalog" ? "catalogue_number" : field.option);
            std::replace(known.begin(), known.end(), '-', '_');
            if (known != wanted) continue;
            delivery.*field.member = value.cast<std::string>();
            found = true;
        }
        if (!found) throw py::value_error("delivery: '" + wanted + "' is not one of its fields");
    }
    return delivery;
}

void bind_jobs(py::module_& module) {
    bind_formats(module);
    bind_master(module);
    bind_stage(module);
    bind_record(module);
    bind_checks(module);
}

} // namespace redbook::python
