#include "redbook/jobs/master.h"

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/disc/relocated.h"
#include "redbook/disc/rules.h"
#include "redbook/jobs/exit_code.h"
#include "redbook/jobs/open.h"
#include "redbook/jobs/read_back.h"
#include "redbook/jobs/side_files.h"
#include "redbook/jobs/sides.h"
#include "redbook/jobs/source_files.h"

namespace redbook {
namespace {

class Mastering {
  public:
    Mastering(const Album& album, const std::string& out, const MasterOptions& options)
        : album_(album),
          options_(options),
          output_(output_for(out, options.format, *options.formats)),
          sides_({options.pq_sheet, options.report, options.delivery, options.force, options.strict},
                 output_.path, output_.format.folder, album.files) {}

    Outcome run() {
        begin();
        const auto audio = relocate(*album_.audio, album_.disc, fitted_.disc);
        const auto image = write(*audio);
        take(*image);
        compare_with(*image, *audio);
        if (outcome_.verdict == Verdict::differs) return std::move(outcome_);
        prepare_sides(*image);
        outcome_.files = image->commit();
        publish_sides();
        return std::move(outcome_);
    }

  private:
    // Everything that can be refused is, before anything is written.
    void begin() {
        outcome_.place = output_.path;
        outcome_.kind = output_.format.description;
        outcome_.has_audio = output_.format.holds.audio;
        outcome_.capacity = options_.capacity.value_or(album_.capacity.value_or(kDefaultCapacity));
        warn(outcome_.warnings, album_.warnings, options_.strict);
        require_rules(album_.disc, outcome_.capacity, album_.path);
        warn(outcome_.warnings, rule_warnings_of(album_), options_.strict);
        fitted_ = fit(output_.format, album_.disc, options_.cd_text);
        require_fit(fitted_, output_.path, options_.strict);
    }

    std::unique_ptr<WrittenImage> write(const BlockSource& audio) {
        ImageWriteOptions how;
        how.force = options_.force;
        how.keep = album_.files;
        how.delivery = options_.delivery;
        how.side_files = sides_.names_inside();
        how.progress = in_phase(options_.progress, Phase::writing);
        how.capacity = outcome_.capacity;
        how.missing = album_.missing;
        how.data = album_.disc.data;
        return write_image(system_files(), output_.format, fitted_.disc, audio, output_.path, how);
    }

    void take(WrittenImage& image) {
        outcome_.disc = image.disc();
        outcome_.sums = image.sums();
        outcome_.changes = std::move(fitted_.changes);
        outcome_.lost = std::move(fitted_.lost);
        outcome_.missing = album_.missing;
        for (const std::string& sentence : image.put_right()) outcome_.warnings.push_back(sentence);
        for (const std::string& warning : fitted_.warnings)
            outcome_.warnings.push_back(output_.path + ": " + warning);
    }

    void compare_with(WrittenImage& image, const BlockSource& audio) {
        outcome_.comparison =
            read_back(image, output_.format.holds, audio, options_.progress, *options_.formats);
        if (fitted_.data_left_out) outcome_.comparison.data = DataTracks::not_copied;
        leave_unverified(outcome_.comparison, album_.missing, album_.disc);
        for (std::string& sentence : album_.audio->warnings())
            outcome_.warnings.push_back(std::move(sentence));
        if (album_.kind != AlbumKind::stash) // whose sources may be gone
            for (const Track& track : album_.disc.tracks) require_unchanged(system_files(), track, "read");
        outcome_.sources = sources_of(album_);
        judge(outcome_, album_);
        outcome_.sentence = sentence();
        if (const Item* item = outcome_.comparison.first_difference())
            outcome_.failures.push_back(
                {Errc::differs,
                 fmt::format("{}: what was read back differs from what was written: {}: {}; nothing was kept",
                             output_.path, item->name, item->detail)});
        outcome_.md5 = image.md5();
    }

    OpenOptions reading() const {
        OpenOptions options;
        options.formats = options_.formats;
        return options;
    }

    std::string sentence() const {
        const std::string& path = output_.path;
        if (outcome_.verdict == Verdict::differs) return "";
        if (outcome_.verdict != Verdict::verified) return path + ": written, but not wholly verified";
        return outcome_.has_audio
                   ? path + ": written, read back and compared"
                   : path + ": CD-TEXT and codes written, read back and compared; it holds no audio";
    }

    // The image's files are read more quickly than the album is decoded again.
    void prepare_sides(const WrittenImage& image) {
        if (options_.identify && output_.format.holds.audio) {
            const Album written = open({image.path()}, reading());
            outcome_.identity = identify(written.disc, *written.audio);
        }
        Report report = report_on(outcome_);
        report.command = options_.reported_as;
        report.exit_code = int(exit_code_of(outcome_));
        sides_.prepare(report.discs[0], report, image.path());
    }

    // The image has its name and its verdict by now.
    void publish_sides() {
        try {
            sides_.publish(outcome_);
        } catch (const Error& e) {
            outcome_.failures.push_back({e.code, e.what(), e.remedy});
        }
    }

    const Album& album_;
    const MasterOptions& options_;
    const Output output_;
    SideFiles sides_;
    Fitted fitted_;
    Outcome outcome_;
};

} // namespace

Output output_for(const std::string& out, const std::string& format, const Formats& formats) {
    const Format& row = image_format_for(out, format, formats);
    return {row, sheet_path_for(out, row)};
}

Fitted fit(const Format& format, const Disc& disc, bool cd_text) {
    Fitted fitted{disc};
    if (!cd_text) leave_out_cd_text(fitted);
    if (!format.staged) lay_out(fitted);
    fit(format, fitted);
    return fitted;
}

Outcome master(const Album& album, const std::string& out, const MasterOptions& options) {
    return Mastering(album, out, options).run();
}

} // namespace redbook
