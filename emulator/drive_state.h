// What a drive knows. Command groups are functions on it, one file each.
#pragma once

#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "emulator/drive.h"
#include "emulator/medium.h"
#include "emulator/stage.h"
#include "redbook/disc/subchannel.h"

namespace redbook::emulator {

// A part of the program in Session-at-Once, in the order of the disc.
struct CuePart {
    Lba start;
    bool from_host = true; // false: the drive writes zeros
};

// A cue sheet that was accepted.
struct CueSheet {
    std::vector<RecordedTrack> tracks;
    std::optional<Mcn> mcn;
    bool text = false; // 96-byte blocks for the lead-in come first
    std::vector<CuePart> parts;
    Lba lead_out;
};

// Mode page 5, as far as this drive looks at it.
enum class WriteType : uint8_t { packet = 0, tao = 1, sao = 2, raw = 3 };
inline constexpr size_t kWritePageBytes = 52;
using WritePage = std::array<std::byte, kWritePageBytes>;

// A recording in progress.
struct Recording {
    CueSheet cue;                      // Session-at-Once
    Lba start;                         // Track-at-Once: of the track
    Lba next;                          // the address that the next WRITE must have
    std::vector<std::byte> text;       // packs of the lead-in, as they come
    bool test = false;                 // a test write
    bool laser = true;                 // off in a test write, and of a drive that only says it writes
    std::optional<MediumFacts> before; // without the laser: what comes back when it is over
};
enum class Ending { whole, damaged };

struct DriveState {
    FileSystem& files;
    DriveOptions options;
    Faults faults;

    // The medium
    size_t next_medium = 0;
    std::unique_ptr<Medium> medium;
    Stage stage = Stage::no_medium;
    std::optional<Subchannels> subchannels; // of what is recorded, made when it is asked for
    bool tray_open = false;
    bool prevented = false;

    // The recording
    WritePage write_page{};
    Recording recording;
    std::optional<BlockCount> reserved; // length of the next track

    // Settings
    std::map<uint8_t, std::vector<std::byte>> pages; // mode pages that can be set, but page 5
    uint16_t read_speed = 0, write_speed = 0;        // kB/s
    Lba head;                                        // the last block that was read

    // What the next commands are told
    std::vector<Sense> attentions;
    int becoming_ready = 0;
    int busy = 0, busy_of = 0;
    Sense busy_with;
    std::optional<Sense> deferred;
    bool media_event = false;

    // The buffer, with a pace only
    double buffered = 0; // bytes
    bool filled = false, ran_dry = false;
    std::chrono::nanoseconds drained_at{};

    DriveState(FileSystem& f, DriveOptions o);
    bool has_medium() const { return medium != nullptr; }
    Sense no_medium() const { return tray_open ? kNoMediumTrayOpen : kNoMediumTrayClosed; }
};

// Goes the step that the table gives, unless it is refused. The sense is empty if it went.
Sense step(DriveState& drive, Event event);
// The refusal alone.
Sense refusal_of(const DriveState& drive, Event event);

void load(DriveState& drive);   // the next medium, or the one that is in
void unload(DriveState& drive); // the tray opens
void reset(DriveState& drive);  // settings as after power on; a recording is lost

bool is_recording(Stage stage);          // the laser is on, or the lead-out is missing
void begin_recording(DriveState& drive); // before the step into it
void fail_recording(DriveState& drive);
void store(DriveState& drive, MediumState state); // on the medium, if the laser is on
void forget_rehearsal(DriveState& drive);         // what was recorded without the laser is not there
const Subchannels& subchannels_of(DriveState& drive);

// A long operation was begun and is not waited for: the next commands hear that it is still running.
void begin_long(DriveState& drive, Sense told, bool immediate);

// mode_pages.cpp
WritePage default_write_page();
WriteType write_type(const DriveState& drive);
bool is_test_write(const DriveState& drive);
bool underrun_protection(const DriveState& drive);
bool takes_audio(const DriveState& drive); // track mode and block type are those of audio
uint8_t track_control(const DriveState& drive);
bool track_scms(const DriveState& drive);
std::optional<Mcn> page_mcn(const DriveState& drive);
std::optional<Isrc> page_isrc(const DriveState& drive);

// track_at_once.cpp
Lba next_writable(const DriveState& drive);
BlockCount free_blocks(const DriveState& drive);
int next_track_number(const DriveState& drive);
void end_track(DriveState& drive, Ending ending);

// toc.cpp
// The data track of the second session; nullopt: there is none.
std::optional<RecordedTrack> second_session(const DriveState& drive);
Lba last_lead_out(const DriveState& drive); // of a complete disc

// session_at_once.cpp
void begin_cued(DriveState& drive, const CueSheet& cue);

// buffer.cpp
struct BufferRoom {
    uint32_t size = 0, free = 0;
};
BufferRoom buffer_room(DriveState& drive);
// Takes what is written into the buffer. Refuses when it is full, or ran dry meanwhile.
Sense fill_buffer(DriveState& drive, size_t bytes);
void forget_buffer(DriveState& drive);

} // namespace redbook::emulator
