#include "redbook/record/image_recorder.h"

#include <utility>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/disc/layout.h"

namespace redbook {
namespace {

class ImageRecorder final : public Recorder {
  public:
    ImageRecorder(FileSystem& files, ImageRecorderSettings settings)
        : files_(files), settings_(std::move(settings)), format_(image_format_for("", settings_.format)) {
        if (!format_.holds.audio)
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

    void erase(bool, const Progress&) override {
        throw Error(Errc::unsupported,
                    info().name + ": its discs cannot be erased; eject it for a blank one");
    }

    void write(const Disc& disc, const BlockSource& audio, const WriteOptions& options) override {
        if (written_)
            throw Error(Errc::not_blank,
                        info().name + ": the virtual disc is already written; eject it first");
        written_ = true;
        ImageWriteOptions how;
        how.progress = options.progress;
        image_ = write_image(files_, format_, disc, audio, free_name(), how);
    }

    Written finish() override {
        return {.disc = image_->disc(), .holds = format_.holds, .warnings = image_->warnings()};
    }

    Album read_back() override { return open_album({image_->path()}); }

    std::vector<std::string> accept() override {
        auto paths = image_->commit();
        eject();
        return paths;
    }

    void eject() override {
        image_.reset();
        written_ = false;
    }

  private:
    // The first number that no file of the folder has yet.
    std::string free_name() const {
        const auto names = files_.list(settings_.folder);
        for (int n = 1;; ++n) {
            const std::string stem = fmt::format("disc-{:03}", n);
            bool taken = false;
            for (const std::string& name : names) taken = taken || stem_of(name) == stem;
            const bool is_folder = format_.extension == "/";
            if (!taken)
                return join_path(settings_.folder, stem + std::string(is_folder ? "" : format_.extension));
        }
    }

    FileSystem& files_;
    ImageRecorderSettings settings_;
    const ImageFormat& format_;
    std::unique_ptr<PendingImage> image_;
    bool written_ = false;
};

} // namespace

std::unique_ptr<Recorder> make_image_recorder(FileSystem& files, const ImageRecorderSettings& settings) {
    return std::make_unique<ImageRecorder>(files, settings);
}

} // namespace redbook
