#include "emulator/drive.h"

#include <algorithm>
#include <mutex>

#include "emulator/commands.h"
#include "emulator/drive_state.h"
#include "emulator/trace.h"

namespace redbook::emulator {
namespace {

std::optional<Sense> next_attention(DriveState& drive) {
    if (drive.attentions.empty()) return std::nullopt;
    const Sense sense = drive.attentions.front();
    drive.attentions.erase(drive.attentions.begin());
    return sense;
}

// How far a long operation is, from how often it was asked after.
uint16_t progress_of(const DriveState& drive) {
    return uint16_t(0xFFFF - 0xFFFF * drive.busy / std::max(drive.busy_of, 1));
}

Reply still_busy(DriveState& drive) {
    const Reply reply{.sense = drive.busy_with, .progress = progress_of(drive)};
    --drive.busy;
    return reply;
}

// Why a command is not even looked at.
std::optional<Reply> held_up(DriveState& drive, Needs needs) {
    if (needs == Needs::nothing) return std::nullopt;
    if (const auto attention = next_attention(drive)) return refused(*attention);
    if (drive.deferred) {
        const Reply reply{.sense = *drive.deferred, .blame = Blame::deferred};
        drive.deferred.reset();
        return reply;
    }
    if (drive.busy > 0) return still_busy(drive);
    if (needs == Needs::drive) return std::nullopt;
    if (!drive.has_medium()) return refused(drive.no_medium());
    if (drive.becoming_ready > 0) return --drive.becoming_ready, refused(kNotReadyBecoming);
    return std::nullopt;
}

Reply answer(DriveState& drive, const Command& command) {
    const CommandRow* row = command_row(byte_at(command.cdb, 0));
    if (!row) return refused(kUnknownCommand);
    if (const auto reply = held_up(drive, row->needs)) return *reply;
    return row->handle(drive, command);
}

// A program that waits for a disc looks for one and finds the tray open; then it is closed, as if by hand.
void serve(DriveState& drive, const Command& command) {
    constexpr std::array kLoad{std::byte{0x1B}, std::byte{0}, std::byte{0},
                               std::byte{0},    std::byte{3}, std::byte{0}};
    const bool looks = byte_at(command.cdb, 0) == 0x00; // TEST UNIT READY
    if (drive.options.served && looks && drive.tray_open && drive.next_medium < drive.options.media.size())
        start_stop_unit(drive, {.cdb = kLoad, .out = {}, .in = {}});
}

} // namespace

struct Drive::Inside {
    Inside(FileSystem& files, DriveOptions options)
        : state(files, options), trace(files, options.trace, options.name) {}
    mutable std::mutex mutex;
    DriveState state;
    Trace trace;
};

Drive::Drive(FileSystem& files, DriveOptions options)
    : inside_(std::make_unique<Inside>(files, std::move(options))) {
    load(inside_->state);
}

Drive::~Drive() = default;
Drive::Drive(Drive&&) noexcept = default;

Reply Drive::execute(const Command& command) {
    const std::lock_guard lock(inside_->mutex);
    const auto& instead = inside_->state.options.instead;
    const auto other = instead ? instead(command) : std::nullopt;
    const Reply reply = other ? *other : answer(inside_->state, command);
    serve(inside_->state, command);
    inside_->trace.note(command, reply);
    return reply;
}

Stage Drive::stage() const {
    const std::lock_guard lock(inside_->mutex);
    return inside_->state.stage;
}

MediumFacts Drive::facts() const {
    const std::lock_guard lock(inside_->mutex);
    return inside_->state.medium ? inside_->state.medium->facts : MediumFacts{};
}

Reply request_sense(DriveState& drive, const Command& command) {
    Reply told;
    if (const auto attention = next_attention(drive))
        told = refused(*attention);
    else if (drive.busy > 0)
        told = still_busy(drive);
    else if (!drive.has_medium())
        told = refused(drive.no_medium());
    return send(command, fixed_sense(told.sense, told.blame, told.progress), byte_at(command.cdb, 4));
}

} // namespace redbook::emulator
