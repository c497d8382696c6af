// IRedbookDiscMaster of MSDiscMasterObj, and the refusals of IJolietDiscMaster.
#include <algorithm>

#include "redbook/imapi/disc_master.h"

namespace redbook::imapi {
namespace {

// Progress is told, and cancellation asked for, at most so often.
constexpr BlockCount kProgressStep{kBlocksPerSecond};

template <class Body>
HRESULT redbook_guard(Body body) {
    return guard(IID_IRedbookDiscMaster, body);
}

// The caller's buffer, once a track is open to take it.
Bytes require_audio(const StagedImage& image, const byte* audio, long bytes) {
    image.require_usable();
    if (!image.has_open_track()) fail(IMAPI_E_TRACKNOTOPEN);
    if (bytes < 0 || bytes % kBlockBytes != 0)
        fail(E_INVALIDARG, std::to_string(bytes) + " bytes are not whole blocks of 2352");
    if (audio == nullptr && bytes > 0) fail(E_POINTER);
    return {reinterpret_cast<const std::byte*>(audio), size_t(bytes)};
}

// As many as a client says, which may be more than any disc has.
long blocks_in(Bytes audio) { return long(audio.size() / kBlockBytes); }

} // namespace

HRESULT DiscMaster::GetTotalAudioTracks(long* tracks) {
    return redbook_guard([&] {
        long& out = required_out(tracks);
        const std::lock_guard lock(mutex_);
        out = session().image.tracks();
    });
}

HRESULT DiscMaster::give_room(long* out, BlockCount Room::*part) {
    return redbook_guard([&] {
        long& blocks = required_out(out);
        const std::lock_guard lock(mutex_);
        Session& s = session();
        if (!burning_ && part != &Room::used) s.look_at_disc(); // which asks a drive
        blocks = (s.image.room(s.limits()).*part).value;
    });
}

HRESULT DiscMaster::GetTotalAudioBlocks(long* blocks) { return give_room(blocks, &Room::total); }
HRESULT DiscMaster::GetUsedAudioBlocks(long* blocks) { return give_room(blocks, &Room::used); }
HRESULT DiscMaster::GetAvailableAudioTrackBlocks(long* blocks) { return give_room(blocks, &Room::available); }

HRESULT DiscMaster::GetAudioBlockSize(long* bytes) {
    return redbook_guard([&] {
        long& out = required_out(bytes);
        const std::lock_guard lock(mutex_);
        session();
        out = kBlockBytes;
    });
}

// The number of blocks is advice that no client gives right: it neither reserves nor limits.
HRESULT DiscMaster::CreateAudioTrack(long) {
    return redbook_guard([&] {
        const std::lock_guard lock(mutex_);
        Session& s = idle_session();
        s.look_at_disc();
        s.image.open_track(s.limits());
    });
}

HRESULT DiscMaster::AddAudioTrackBlocks(byte* audio, long bytes) {
    return redbook_guard([&] {
        if (sinks_->is_empty())
            add_quietly(audio, bytes);
        else
            add_with_progress(audio, bytes);
    });
}

void DiscMaster::add_quietly(const byte* audio, long bytes) {
    const std::lock_guard lock(mutex_);
    Session& s = idle_session();
    const Bytes given = require_audio(s.image, audio, bytes);
    if (s.image.append(given, s.limits()).value < blocks_in(given)) fail(IMAPI_E_DISCFULL);
}

// Nothing is locked while the sinks are called: what they did meanwhile is looked at with every step.
void DiscMaster::add_with_progress(const byte* audio, long bytes) {
    const ComPtr<IDiscMaster> keep(this);
    Bytes left;
    unsigned track = 0;
    {
        const std::lock_guard lock(mutex_);
        const StagedImage& image = idle_session().image;
        left = require_audio(image, audio, bytes);
        track = image.open_track_number();
    }
    if (left.empty()) return;
    const long total = bytes / kBlockBytes;
    long done = 0;
    sinks_->add_progress(done, total);
    while (!left.empty()) {
        if (sinks_->is_cancel_asked()) fail(IMAPI_E_USERABORT);
        const Bytes part = left.first(std::min(left.size(), size_t(bytes_in(kProgressStep))));
        const BlockCount kept = add_part(track, part);
        done += kept.value;
        if (kept > BlockCount{0}) sinks_->add_progress(done, total);
        if (kept.value < blocks_in(part)) fail(IMAPI_E_DISCFULL);
        left = left.subspan(part.size());
    }
}

BlockCount DiscMaster::add_part(unsigned track, Bytes audio) {
    const std::lock_guard lock(mutex_);
    Session& s = idle_session();
    if (!s.image.has_open_track() || s.image.open_track_number() != track) fail(IMAPI_E_TRACKNOTOPEN);
    return s.image.append(audio, s.limits());
}

HRESULT DiscMaster::CloseAudioTrack() {
    return redbook_guard([&] {
        const std::lock_guard lock(mutex_);
        idle_session().image.close_track();
    });
}

HRESULT DiscMaster::refuse_joliet() {
    return guard(IID_IJolietDiscMaster, [&] {
        const std::lock_guard lock(mutex_);
        session();
        fail(IMAPI_E_WRONGFORMAT, "data discs are not supported; use IRedbookDiscMaster for an audio disc");
    });
}

HRESULT DiscMaster::GetTotalDataBlocks(long* blocks) {
    if (blocks != nullptr) *blocks = 0;
    return refuse_joliet();
}
HRESULT DiscMaster::GetUsedDataBlocks(long* blocks) {
    if (blocks != nullptr) *blocks = 0;
    return refuse_joliet();
}
HRESULT DiscMaster::GetDataBlockSize(long* bytes) {
    if (bytes != nullptr) *bytes = 0;
    return refuse_joliet();
}
HRESULT DiscMaster::AddData(IStorage*, long) { return refuse_joliet(); }
HRESULT DiscMaster::GetJolietProperties(IPropertyStorage** properties) {
    if (properties != nullptr) *properties = nullptr;
    return refuse_joliet();
}
HRESULT DiscMaster::SetJolietProperties(IPropertyStorage*) { return refuse_joliet(); }

} // namespace redbook::imapi
