#include "redbook/jobs/image_recorder.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/disc/layout.h"
#include "redbook/jobs/read_back.h"
#include "redbook/publish/temporary_folder.h"
#include "redbook/stage/stash_file.h"

namespace redbook {
namespace {

// A number that this recorder alone has, among all programs that record into the folder: a file beside the
// images, locked until the disc has its name.
class Number {
  public:
    // False if another recorder has it. What else is wrong with the folder is told by who writes there.
    bool take(FileSystem& files, const std::string& path) {
        try {
            if (!files.status(path)) files.create(path);
            file_ = open_locked(files, path);
        } catch (const Error& e) {
            return e.code != Errc::exists && e.code != Errc::not_found; // another came in between
        }
        files_ = &files;
        return file_ != nullptr;
    }
    void release() {
        if (!file_) return;
        quietly([&] { files_->remove_file(file_->path()); });
        file_.reset();
    }
    Number() = default;
    Number(const Number&) = delete;
    Number& operator=(const Number&) = delete;
    ~Number() { release(); }

  private:
    FileSystem* files_ = nullptr;
    std::unique_ptr<File> file_;
};

// What a format counts from LBA 0, and in pieces that are quick to copy, counted as a drive does it: from the
// first pause on, in steps of at most a second, so that a cancel is heard where it was asked.
BlockProgress in_steps(const BlockProgress& progress, BlockCount total) {
    if (!progress) return {};
    return [progress, total, told = BlockCount{}](BlockCount done, BlockCount all) mutable {
        const BlockCount reached = total - (all - done);
        while (told < reached) {
            told = std::min(told + BlockCount{kBlocksPerSecond}, reached);
            if (!progress(told, total)) return false;
        }
        return true;
    };
}

class ImageRecorder final : public Recorder {
  public:
    ImageRecorder(FileSystem& files, ImageRecorderSettings settings)
        : files_(files), settings_(std::move(settings)), format_(image_format_for("", settings_.format)) {
        if (!can_record(format_))
            throw Error(Errc::bad_value,
                        fmt::format("the format {} holds no audio, and a recording has some; choose another",
                                    format_.name));
        const auto status = files_.status(settings_.folder);
        if (!status || status->kind != FileKind::folder)
            throw Error(Errc::not_found,
                        settings_.folder +
                            ": there is no such folder; make it, or name another one for the images");
    }

    RecorderInfo info() const override {
        return {"image:" + settings_.folder, "Redbook", "Image recorder", "1"};
    }
    Medium medium() override {
        return {written_ ? MediumState::written : MediumState::blank, settings_.capacity};
    }
    Holds holds(Mode) const override { return format_.holds; }
    void fit(Fitted& fitted, Mode) const override { redbook::fit(format_, fitted); }

    void erase(bool, const BlockProgress&) override {
        throw Error(Errc::unsupported,
                    info().name + ": its discs cannot be erased; eject it for a blank one");
    }

    void write(const Disc& disc, const BlockSource& audio, const WriteOptions& options) override {
        if (written_)
            throw Error(Errc::not_blank,
                        info().name + ": the virtual disc is already written; eject it first");
        written_ = true;
        ImageWriteOptions how;
        how.progress = in_steps(options.progress, layout_of(disc).lead_out - kProgramStart);
        image_ = write_image(files_, format_, disc, audio, take_name(), how);
    }

    Written finish() override {
        return {.disc = image_->disc(), .holds = format_.holds, .warnings = image_->put_right()};
    }

    Album read_back() override { return open_written(*image_); }

    std::vector<std::string> accept() override {
        auto paths = image_->commit();
        eject();
        return paths;
    }

    void eject() override {
        image_.reset();
        number_.release();
        written_ = false;
    }

  private:
    bool is_taken(const std::string& stem) const {
        const auto names = files_.list(settings_.folder);
        return std::ranges::any_of(names, [&](const std::string& name) { return stem_of(name) == stem; });
    }

    // The first number that neither a file of the folder nor another recorder has. Looked for again when the
    // number is ours: who had it may just have given it to a disc.
    std::string take_name() {
        for (int n = 1;; ++n) {
            const std::string stem = fmt::format("disc-{:03}", n);
            if (is_taken(stem)) continue;
            if (!number_.take(files_, join_path(settings_.folder, "." + stem + ".redbook-number"))) continue;
            if (!is_taken(stem))
                return join_path(settings_.folder,
                                 stem + std::string(format_.extension == "/" ? "" : format_.extension));
            number_.release();
        }
    }

    FileSystem& files_;
    ImageRecorderSettings settings_;
    const Format& format_;
    Number number_;
    std::unique_ptr<WrittenImage> image_; // goes before its number
    bool written_ = false;
};

} // namespace

std::unique_ptr<Recorder> make_image_recorder(const ImageRecorderSettings& settings) {
    return std::make_unique<ImageRecorder>(system_files(), settings);
}

} // namespace redbook
