#include "redbook/imapi/error_map.h"

#include <algorithm>
#include <array>

namespace redbook::imapi {
namespace {

struct ErrcRow {
    Errc code;
    HRESULT staging;
    HRESULT recording;
};

// In the order of Errc, every one.
constexpr std::array kErrors{
    ErrcRow{Errc::io, IMAPI_E_FILEACCESS, IMAPI_E_CANNOT_WRITE_TO_MEDIA},
    ErrcRow{Errc::disk_full, IMAPI_E_NOTENOUGHDISKFORSTASH, IMAPI_E_CANNOT_WRITE_TO_MEDIA},
    ErrcRow{Errc::not_found, IMAPI_E_FILEACCESS, IMAPI_E_DEVICE_NOTPRESENT},
    ErrcRow{Errc::no_permission, IMAPI_E_FILEACCESS, IMAPI_E_DEVICE_NOTACCESSIBLE},
    ErrcRow{Errc::exists, IMAPI_E_FILEACCESS, IMAPI_E_CANNOT_WRITE_TO_MEDIA},
    ErrcRow{Errc::in_use, IMAPI_E_STASHINUSE, IMAPI_E_DEVICE_NOTACCESSIBLE},
    ErrcRow{Errc::malformed, IMAPI_E_INVALIDIMAGE, IMAPI_E_INVALIDIMAGE},
    ErrcRow{Errc::unsupported, IMAPI_E_INVALIDIMAGE, IMAPI_E_DEVICE_INVALIDTYPE},
    ErrcRow{Errc::newer_version, IMAPI_E_INVALIDIMAGE, IMAPI_E_INVALIDIMAGE},
    ErrcRow{Errc::corrupt, IMAPI_E_INVALIDIMAGE, IMAPI_E_INVALIDIMAGE},
    ErrcRow{Errc::breaks_rule, IMAPI_E_INVALIDIMAGE, IMAPI_E_INVALIDIMAGE},
    ErrcRow{Errc::bad_value, E_INVALIDARG, IMAPI_E_GENERIC},
    ErrcRow{Errc::source_changed, IMAPI_E_INVALIDIMAGE, IMAPI_E_INVALIDIMAGE},
    ErrcRow{Errc::does_not_fit, IMAPI_E_DISCFULL, IMAPI_E_DISCFULL},
    ErrcRow{Errc::track_open, IMAPI_E_TRACKOPEN, IMAPI_E_TRACKOPEN},
    ErrcRow{Errc::no_track_open, IMAPI_E_TRACKNOTOPEN, IMAPI_E_TRACKNOTOPEN},
    ErrcRow{Errc::too_many_tracks, IMAPI_E_DISCFULL, IMAPI_E_DISCFULL},
    ErrcRow{Errc::stash_failed, IMAPI_E_FILEACCESS, IMAPI_E_FILEACCESS},
    ErrcRow{Errc::device, IMAPI_E_GENERIC, IMAPI_E_GENERIC},
    ErrcRow{Errc::no_medium, IMAPI_E_MEDIUM_NOTPRESENT, IMAPI_E_MEDIUM_NOTPRESENT},
    ErrcRow{Errc::not_blank, IMAPI_E_MEDIUM_INVALIDTYPE, IMAPI_E_MEDIUM_INVALIDTYPE},
    ErrcRow{Errc::cancelled, IMAPI_E_USERABORT, IMAPI_E_USERABORT},
    ErrcRow{Errc::differs, IMAPI_E_GENERIC, IMAPI_E_GENERIC},
};

constexpr bool is_in_order() {
    for (size_t k = 0; k < kErrors.size(); ++k)
        if (size_t(kErrors[k].code) != k) return false;
    return true;
}
static_assert(is_in_order() && kErrors.size() == size_t(Errc::differs) + 1, "every Errc, in order");

struct BurnResultRow {
    BurnResult result;
    ResultCode code;
};

constexpr std::array kBurnResults{
    BurnResultRow{BurnResult::simulated, {S_OK, true}},
    BurnResultRow{BurnResult::verified, {S_OK, true}},
    BurnResultRow{BurnResult::unverified_by_setting, {S_OK, true}},
    BurnResultRow{BurnResult::not_verified, {IMAPI_E_DISCINFO, false}},
    BurnResultRow{BurnResult::interrupted, {IMAPI_E_USERABORT, false}},
    BurnResultRow{BurnResult::differs, {IMAPI_E_GENERIC, false}},
};

struct CodeRow {
    HRESULT code;
    std::string_view name;
    std::string_view sentence;
};

constexpr std::array kCodes{
    CodeRow{S_OK, "S_OK", "done"},
    CodeRow{S_FALSE, "S_FALSE", "done, with less than was asked for"},
    CodeRow{IMAPI_S_PROPERTIESIGNORED, "IMAPI_S_PROPERTIESIGNORED",
            "properties that are unknown or cannot be written were passed over"},
    CodeRow{IMAPI_S_BUFFER_TO_SMALL, "IMAPI_S_BUFFER_TO_SMALL",
            "the buffer is too small; ask for the size first"},
    CodeRow{E_NOTIMPL, "E_NOTIMPL", "this method is not offered"},
    CodeRow{E_NOINTERFACE, "E_NOINTERFACE", "there is no such interface or format"},
    CodeRow{E_POINTER, "E_POINTER", "a pointer that is needed is null"},
    CodeRow{E_INVALIDARG, "E_INVALIDARG", "an argument is out of its range"},
    CodeRow{E_OUTOFMEMORY, "E_OUTOFMEMORY", "there is not enough memory"},
    CodeRow{E_UNEXPECTED, "E_UNEXPECTED", "an error that should not be possible"},
    CodeRow{CLASS_E_NOAGGREGATION, "CLASS_E_NOAGGREGATION", "the object cannot be part of another"},
    CodeRow{CLASS_E_CLASSNOTAVAILABLE, "CLASS_E_CLASSNOTAVAILABLE", "there is no such class here"},
    CodeRow{IMAPI_E_NOTOPENED, "IMAPI_E_NOTOPENED",
            "it is not open; call IDiscMaster::Open, or IDiscRecorder::OpenExclusive, first"},
    CodeRow{IMAPI_E_NOTINITIALIZED, "IMAPI_E_NOTINITIALIZED", "the recorder object is not initialised"},
    CodeRow{IMAPI_E_USERABORT, "IMAPI_E_USERABORT", "cancelled by the user"},
    CodeRow{IMAPI_E_GENERIC, "IMAPI_E_GENERIC", "the recorder failed"},
    CodeRow{IMAPI_E_MEDIUM_NOTPRESENT, "IMAPI_E_MEDIUM_NOTPRESENT",
            "there is no disc in the recorder; put a blank one in"},
    CodeRow{IMAPI_E_MEDIUM_INVALIDTYPE, "IMAPI_E_MEDIUM_INVALIDTYPE",
            "the disc in the recorder cannot be used for this"},
    CodeRow{IMAPI_E_DEVICE_NOPROPERTIES, "IMAPI_E_DEVICE_NOPROPERTIES", "the recorder has no properties"},
    CodeRow{IMAPI_E_DEVICE_NOTACCESSIBLE, "IMAPI_E_DEVICE_NOTACCESSIBLE",
            "the recorder is in use; close it where it is open"},
    CodeRow{IMAPI_E_DEVICE_NOTPRESENT, "IMAPI_E_DEVICE_NOTPRESENT", "the recorder is gone"},
    CodeRow{IMAPI_E_DEVICE_INVALIDTYPE, "IMAPI_E_DEVICE_INVALIDTYPE", "the recorder cannot do this"},
    CodeRow{IMAPI_E_INITIALIZE_WRITE, "IMAPI_E_INITIALIZE_WRITE",
            "the recorder could not be set up for writing"},
    CodeRow{IMAPI_E_INITIALIZE_ENDWRITE, "IMAPI_E_INITIALIZE_ENDWRITE",
            "the recorder could not be set up for closing the disc"},
    CodeRow{IMAPI_E_FILESYSTEM, "IMAPI_E_FILESYSTEM", "the file system does not let go of the disc"},
    CodeRow{IMAPI_E_FILEACCESS, "IMAPI_E_FILEACCESS", "the stash could not be written"},
    CodeRow{IMAPI_E_DISCINFO, "IMAPI_E_DISCINFO", "the disc could not be read"},
    CodeRow{IMAPI_E_TRACKNOTOPEN, "IMAPI_E_TRACKNOTOPEN",
            "no track is open; call IRedbookDiscMaster::CreateAudioTrack first"},
    CodeRow{IMAPI_E_TRACKOPEN, "IMAPI_E_TRACKOPEN",
            "a track is open; call IRedbookDiscMaster::CloseAudioTrack first"},
    CodeRow{IMAPI_E_DISCFULL, "IMAPI_E_DISCFULL", "the disc is full"},
    CodeRow{IMAPI_E_BADJOLIETNAME, "IMAPI_E_BADJOLIETNAME", "a name is not possible on a Joliet disc"},
    CodeRow{IMAPI_E_INVALIDIMAGE, "IMAPI_E_INVALIDIMAGE", "nothing is staged; stage a track first"},
    CodeRow{IMAPI_E_NOACTIVEFORMAT, "IMAPI_E_NOACTIVEFORMAT", "no format is active"},
    CodeRow{IMAPI_E_NOACTIVERECORDER, "IMAPI_E_NOACTIVERECORDER",
            "no recorder is active; call IDiscMaster::SetActiveDiscRecorder first"},
    CodeRow{IMAPI_E_WRONGFORMAT, "IMAPI_E_WRONGFORMAT",
            "another format is active; call IDiscMaster::SetActiveDiscMasterFormat first"},
    CodeRow{IMAPI_E_ALREADYOPEN, "IMAPI_E_ALREADYOPEN", "the object is open already"},
    CodeRow{IMAPI_E_WRONGDISC, "IMAPI_E_WRONGDISC", "the disc is not the one that was there"},
    CodeRow{IMAPI_E_FILEEXISTS, "IMAPI_E_FILEEXISTS", "the file is there already"},
    CodeRow{IMAPI_E_STASHINUSE, "IMAPI_E_STASHINUSE", "another program uses the stash"},
    CodeRow{IMAPI_E_DEVICE_STILL_IN_USE, "IMAPI_E_DEVICE_STILL_IN_USE",
            "a disc is being recorded; wait for its end"},
    CodeRow{IMAPI_E_LOSS_OF_STREAMING, "IMAPI_E_LOSS_OF_STREAMING", "the recorder ran out of data"},
    CodeRow{IMAPI_E_COMPRESSEDSTASH, "IMAPI_E_COMPRESSEDSTASH", "the stash lies on a compressed volume"},
    CodeRow{IMAPI_E_ENCRYPTEDSTASH, "IMAPI_E_ENCRYPTEDSTASH", "the stash lies on an encrypted volume"},
    CodeRow{IMAPI_E_NOTENOUGHDISKFORSTASH, "IMAPI_E_NOTENOUGHDISKFORSTASH",
            "there is no room for the stash on the disk"},
    CodeRow{IMAPI_E_REMOVABLESTASH, "IMAPI_E_REMOVABLESTASH", "the stash lies on a removable medium"},
    CodeRow{IMAPI_E_CANNOT_WRITE_TO_MEDIA, "IMAPI_E_CANNOT_WRITE_TO_MEDIA", "the disc cannot be written"},
    CodeRow{IMAPI_E_TRACK_NOT_BIG_ENOUGH, "IMAPI_E_TRACK_NOT_BIG_ENOUGH",
            "the track is shorter than 4 seconds; add more, or clear the disc"},
    CodeRow{IMAPI_E_BOOTIMAGE_AND_NONBLANK_DISC, "IMAPI_E_BOOTIMAGE_AND_NONBLANK_DISC",
            "a boot image needs a blank disc"},
};

constexpr CodeRow kUnknown{E_FAIL, "unknown", "an unknown error"};

const CodeRow& row_of(HRESULT code) {
    const auto found = std::ranges::find(kCodes, code, &CodeRow::code);
    return found == kCodes.end() ? kUnknown : *found;
}

} // namespace

HRESULT to_hresult(Errc code, Doing doing) {
    const ErrcRow& row = kErrors.at(size_t(code));
    return doing == Doing::staging ? row.staging : row.recording;
}

std::string_view sentence_of(HRESULT code) { return row_of(code).sentence; }
std::string_view name_of(HRESULT code) { return row_of(code).name; }

BurnResult burn_result_of(const Outcome& result, bool verification_asked) {
    if (result.simulated) return BurnResult::simulated;
    if (result.interrupted) return BurnResult::interrupted;
    if (result.comparison.verdict == Verdict::verified) return BurnResult::verified;
    if (result.comparison.verdict == Verdict::differs) return BurnResult::differs;
    return verification_asked && !result.edge_accepted ? BurnResult::not_verified
                                                       : BurnResult::unverified_by_setting;
}

ResultCode result_of(BurnResult result) { return kBurnResults.at(size_t(result)).code; }

} // namespace redbook::imapi
