// The only file that includes libburn.
#include "redbook/drive/libburn_writer.h"

#include <sys/time.h>
#include <sys/types.h>

#include <libburn/libburn.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "redbook/base/error.h"
#include "redbook/disc/cd_text.h"
#include "redbook/disc/layout.h"
#include "redbook/disc/read_ahead.h"
#include "redbook/drive/libburn_messages.h"

namespace redbook {
namespace {

constexpr std::chrono::milliseconds kLookAtErasingAgain{10}, kCancelAgain{100};
constexpr BlockCount kAhead{190 * 75}; // 33.5 MB: at 52x (9.2 MB/s) it bridges 2 s and is still 45 % full

// libburn's texts are char*, and only read.
char* writable(const char* text) { return const_cast<char*>(text); }

class GrabbedDrive;

// What libburn has once a process: a list of drives, which two threads must not scan at a time, and a queue
// of messages that do not say which drive they are about. So they are kept until one drive alone has failed,
// or none is at work.
struct Library {
    Library() {
        burn::burn_initialize();
        burn::burn_msgs_set_severities(writable("DEBUG"), writable("NEVER"), writable("libburn: "));
        burn::burn_preset_device_open(0, 0, 0); // the ScsiPort has the drive exclusively
    }
    std::mutex mutex;
    std::set<const GrabbedDrive*> at_work;
    std::vector<BurnMessage> messages;
    bool others_failed = false; // that are not at work any more, and are in the messages
};
Library& library() {
    static Library one;
    return one;
}

// Adds what was said since.
std::vector<BurnMessage>& take_messages() {
    std::vector<BurnMessage>& messages = library().messages;
    std::array<char, BURN_MSGS_MESSAGE_LEN> text{};
    std::array<char, 80> severity{};
    int code = 0, os_error = 0;
    while (burn::burn_msgs_obtain(writable("ALL"), &code, text.data(), &os_error, severity.data()) == 1)
        messages.push_back({severity.data(), text.data()});
    return messages;
}

void forget_messages() {
    take_messages().clear();
    library().others_failed = false;
}

// A drive that is libburn's for a while. Its disc stays in after that: it is read.
class GrabbedDrive {
  public:
    explicit GrabbedDrive(const std::string& path) {
        const std::lock_guard lock(library().mutex);
        if (library().at_work.empty()) forget_messages(); // of what is over
        std::string address = address_of(path);
        if (burn::burn_drive_scan_and_grab(&info_, address.data(), 0) != 1)
            throw Error(Errc::device, fmt::format("{}: libburn cannot take the drive: {}", path,
                                                  worst_of(take_messages())));
        library().at_work.insert(this);
    }
    GrabbedDrive(const GrabbedDrive&) = delete;
    GrabbedDrive& operator=(const GrabbedDrive&) = delete;
    ~GrabbedDrive() {
        while (is_busy()) { // a cancel is forgotten that comes before the writing has begun
            burn::burn_drive_cancel(get());
            std::this_thread::sleep_for(kCancelAgain);
        }
        const std::lock_guard lock(library().mutex);
        library().at_work.erase(this);
        library().others_failed |= has_failed() && !is_told_;
        burn::burn_drive_leave_locked(get(), 0);
        burn::burn_drive_info_free(info_);
    }

    burn::burn_drive* get() const { return info_[0].drive; }
    burn::burn_drive_status status(burn::burn_progress& progress) const {
        return burn::burn_drive_get_status(get(), &progress);
    }
    bool is_busy() const { return burn::burn_drive_get_status(get(), nullptr) != burn::BURN_DRIVE_IDLE; }

    // Of an operation that is over.
    std::optional<BurnFault> fault() {
        if (!has_failed()) return std::nullopt;
        const std::lock_guard lock(library().mutex);
        const auto failed = [&](const GrabbedDrive* d) {
            return d != this && d->has_failed() && !d->is_told_;
        };
        const bool mixed = library().others_failed || std::ranges::any_of(library().at_work, failed);
        const BurnFault fault = fault_in(take_messages(), mixed);
        is_told_ = !mixed;
        if (is_told_) forget_messages();
        return fault;
    }

  private:
    bool has_failed() const { return burn::burn_drive_wrote_well(get()) != 1; }

    // libburn's name for it: "/dev/sr0" for /dev/cdrom, or for /dev/sg1.
    static std::string address_of(const std::string& path) {
        std::string address(BURN_DRIVE_ADR_LEN, '\0');
        if (burn::burn_drive_convert_fs_adr(writable(path.c_str()), address.data()) <= 0)
            address.replace(0, path.size(), path);
        return address;
    }

    burn::burn_drive_info* info_ = nullptr;
    bool is_told_ = false; // why it failed, and its messages are forgotten
};

int track_mode(Flags flags) {
    return BURN_AUDIO | (flags.pre_emphasis ? BURN_PREEMPHASIS : 0) | (flags.copy_permitted ? BURN_COPY : 0) |
           (flags.four_channel ? BURN_4CH : 0) | (flags.scms ? BURN_SCMS : 0);
}

// The blocks of the disc that come from the host for a track.
struct HostBlocks {
    Lba first, end;
};
HostBlocks host_blocks_of(Mode mode, const TrackSpan& span) {
    if (mode == Mode::tao) return {span.index01, span.audio_end};
    return {std::max(span.start, Lba{0}), span.end}; // libburn itself writes zeros up to LBA 0
}

class LibburnBurn;

// What libburn reads a track from.
struct TrackFeed {
    LibburnBurn* burn = nullptr;
    Lba at, end;
    BlockCount length;
};

class LibburnBurn final : public Burn {
  public:
    LibburnBurn(const BurnPlan& plan, const BlockSource& audio)
        : disc_(plan.disc),
          mode_(plan.mode),
          layout_(layout_of(disc_)),
          audio_(read_ahead(audio, kProgramStart, layout_.lead_out, kAhead)),
          session_(burn::burn_session_create()),
          model_(burn::burn_disc_create()),
          drive_(plan.path) {
        burn::burn_disc_add_session(model_.get(), session_.get(), BURN_POS_END);
        feeds_.resize(disc_.tracks.size());
        for (size_t k = 0; k < disc_.tracks.size(); ++k) add_track(k);
        if (mode_ == Mode::sao) burn::burn_session_set_start_tno(session_.get(), disc_.first_track, 0);
        audio_->wait_until_full();
        begin(plan);
    }

    bool goes_on() override { return drive_.is_busy(); }
    Lba handed_over() const override { return {handed_over_}; }

    BufferFill buffers() override {
        burn::burn_progress progress{};
        drive_.status(progress);
        const int64_t size = progress.buffer_capacity, free = progress.buffer_available;
        return {size > 0 && free <= size ? int((size - free) * 100 / size) : 0, audio_->percent()};
    }

    std::optional<BurnFault> fault() override {
        const std::lock_guard lock(mutex_);
        return of_source_ ? of_source_ : drive_.fault();
    }

    // Called by libburn, always for what it was promised. Nothing may unwind through it, and libburn 1.5.4
    // crashes when a source says that it failed: what the source throws is kept, and the recording is
    // stopped.
    int feed(TrackFeed& track, std::span<std::byte> out) noexcept {
        try {
            audio_->read(track.at, out);
            track.at += BlockCount{int32_t(out.size() / kBlockBytes)};
            const bool last = track.at == track.end && &track == &feeds_.back();
            handed_over_ = (last ? layout_.lead_out : track.at).value;
        } catch (const Error& e) {
            stop(out, e.code, e.what());
        } catch (const std::exception& e) {
            stop(out, Errc::io, e.what());
        }
        return int(out.size());
    }

  private:
    struct Free {
        void operator()(burn::burn_session* s) const { burn::burn_session_free(s); }
        void operator()(burn::burn_disc* d) const { burn::burn_disc_free(d); }
        void operator()(burn::burn_track* t) const { burn::burn_track_free(t); }
        void operator()(burn::burn_write_opts* o) const { burn::burn_write_opts_free(o); }
    };

    void stop(std::span<std::byte> out, Errc code, const char* why) {
        std::fill(out.begin(), out.end(), std::byte{0});
        const std::lock_guard lock(mutex_);
        of_source_ = BurnFault{.during = BurnFault::During::reading, .words = why, .code = code};
        burn::burn_drive_cancel(drive_.get());
    }

    static off_t size_of(burn::burn_source* source) {
        return bytes_in(static_cast<TrackFeed*>(source->data)->length);
    }

    // libburn frees it with free().
    static burn::burn_source* source_for(TrackFeed& track) {
        auto* source = static_cast<burn::burn_source*>(std::calloc(1, sizeof(burn::burn_source)));
        if (source == nullptr) throw std::bad_alloc();
        source->refcount = 1;
        source->version = 1;
        source->data = &track;
        source->read_xt = [](burn::burn_source* s, unsigned char* buffer, int size) {
            auto& feed = *static_cast<TrackFeed*>(s->data);
            return feed.burn->feed(feed, std::as_writable_bytes(std::span(buffer, size_t(size))));
        };
        source->cancel = [](burn::burn_source*) { return 1; };
        source->get_size = size_of;
        source->set_size = [](burn::burn_source*, off_t) { return 1; };
        source->free_data = [](burn::burn_source*) {};
        return source;
    }

    void add_track(size_t k) {
        const HostBlocks part = host_blocks_of(mode_, layout_.tracks[k]);
        feeds_[k] = {this, part.first, part.end, part.end - part.first};
        const std::unique_ptr<burn::burn_track, Free> track(burn::burn_track_create());
        burn::burn_track_define_data(track.get(), 0, 0, 0, track_mode(disc_.tracks[k].flags));
        if (mode_ == Mode::sao) add_places(track.get(), k, part.first);
        burn::burn_source* source = source_for(feeds_[k]);
        burn::burn_track_set_source(track.get(), source);
        burn::burn_source_free(source); // the track has it
        burn::burn_session_add_track(session_.get(), track.get(), BURN_POS_END);
    }

    // Indexes, counted from the track's first block that comes from the host, and the ISRC.
    void add_places(burn::burn_track* track, size_t k, Lba from) {
        const TrackSpan& span = layout_.tracks[k];
        const Track& t = disc_.tracks[k];
        const auto set = [&](int index, Lba at) {
            burn::burn_track_set_index(track, index, unsigned((at - from).value), 0);
        };
        if (span.index01 > from) set(0, from);
        if (span.index01 > from || !t.indexes.empty()) set(1, span.index01);
        for (size_t i = 0; i < t.indexes.size(); ++i) set(int(i) + 2, span.index01 + t.indexes[i]);
        std::string isrc(t.isrc ? t.isrc->text() : "");
        if (t.isrc) burn::burn_track_set_isrc_string(track, isrc.data(), 0);
    }

    void begin(const BurnPlan& plan) {
        const bool sao = mode_ == Mode::sao;
        const std::unique_ptr<burn::burn_write_opts, Free> options(burn::burn_write_opts_new(drive_.get()));
        burn::burn_write_opts* o = options.get();
        burn::burn_write_opts_set_write_type(o, sao ? burn::BURN_WRITE_SAO : burn::BURN_WRITE_TAO,
                                             sao ? burn::BURN_BLOCK_SAO : burn::BURN_BLOCK_MODE1);
        burn::burn_write_opts_set_underrun_proof(o, plan.underrun_protection);
        burn::burn_write_opts_set_perform_opc(o, 0); // drives calibrate by themselves
        burn::burn_write_opts_set_simulate(o, plan.test_write);
        set_mcn(o);
        if (sao) set_text(o);
        const double kb = std::ceil(plan.speed * 176.4);
        burn::burn_drive_set_speed(drive_.get(), 0, int(kb));
        burn::burn_disc_write(o, model_.get());
    }

    void set_mcn(burn::burn_write_opts* options) {
        if (!disc_.mcn) return;
        std::array<unsigned char, 13> digits{};
        std::copy_n(disc_.mcn->text().begin(), digits.size(), digits.begin());
        burn::burn_write_opts_set_mediacatalog(options, digits.data());
        burn::burn_write_opts_set_has_mediacatalog(options, 1);
    }

    void set_text(burn::burn_write_opts* options) {
        std::vector<std::byte> packs = cd_text_packs(disc_);
        if (packs.empty()) return;
        auto* bytes = reinterpret_cast<unsigned char*>(packs.data());
        if (burn::burn_write_opts_set_leadin_text(options, bytes, int(packs.size() / kTextPackBytes), 0) != 1)
            throw Error(Errc::device, "libburn refuses the CD-TEXT: " + worst_of(take_messages()));
    }

    const Disc disc_;
    const Mode mode_;
    const Layout layout_;
    std::unique_ptr<ReadAhead> audio_;
    std::atomic<int32_t> handed_over_{kProgramStart.value};
    std::vector<TrackFeed> feeds_;
    std::mutex mutex_;
    std::optional<BurnFault> of_source_;
    // In this order: libburn first is stopped and gives the drive back, then its model of the disc goes, then
    // what that reads from.
    std::unique_ptr<burn::burn_session, Free> session_;
    std::unique_ptr<burn::burn_disc, Free> model_;
    GrabbedDrive drive_;
};

} // namespace

void require_libburn(const std::string&) {}

std::unique_ptr<Burn> start_burn(const BurnPlan& plan, const BlockSource& audio) {
    return std::make_unique<LibburnBurn>(plan, audio);
}

std::optional<BurnFault> erase_disc(const std::string& path, bool full, const BlockProgress& progress) {
    GrabbedDrive drive(path);
    burn::burn_disc_pretend_full(drive.get()); // one that is ruined, too, can be erased
    burn::burn_disc_erase(drive.get(), full ? 0 : 1);
    constexpr BlockCount kAll{0x10000};
    burn::burn_progress at{};
    while (drive.status(at) != burn::BURN_DRIVE_IDLE) {
        if (progress) progress({at.sector}, kAll);
        std::this_thread::sleep_for(kLookAtErasingAgain);
    }
    if (progress) progress(kAll, kAll); // also for an erase that was over before it was first looked at
    return drive.fault();
}

} // namespace redbook
