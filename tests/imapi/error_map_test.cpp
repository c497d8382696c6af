#include "redbook/imapi/error_map.h"

#include <gtest/gtest.h>

#include "tests/imapi/com_kit.h"

namespace redbook::imapi {
namespace {

TEST(ErrorMap, EveryErrorHasAFailureCodeThatIsKnownByName) {
    for (int code = 0; code <= int(Errc::differs); ++code) {
        for (const Doing doing : {Doing::staging, Doing::recording}) {
            const HRESULT result = to_hresult(Errc(code), doing);
            EXPECT_TRUE(FAILED(result)) << code;
            EXPECT_NE(name_of(result), "unknown") << code;
        }
    }
}

TEST(ErrorMap, AFullDiskIsTheStashsWhileStagingAndTheMediumsWhileRecording) {
    EXPECT_HR(IMAPI_E_NOTENOUGHDISKFORSTASH, to_hresult(Errc::disk_full, Doing::staging));
    EXPECT_HR(IMAPI_E_CANNOT_WRITE_TO_MEDIA, to_hresult(Errc::disk_full, Doing::recording));
    EXPECT_HR(IMAPI_E_FILEACCESS, to_hresult(Errc::io, Doing::staging));
    EXPECT_HR(IMAPI_E_CANNOT_WRITE_TO_MEDIA, to_hresult(Errc::io, Doing::recording));
}

// What RecordDisc answers, and whether the staged image stays.
TEST(ErrorMap, OnlyADiscThatIsKnownToBeRightClearsTheImage) {
    struct {
        BurnResult result;
        HRESULT code;
        bool cleared;
    } const rows[] = {
        {BurnResult::simulated, S_OK, true},
        {BurnResult::verified, S_OK, true},
        {BurnResult::unverified_by_setting, S_OK, true},
        {BurnResult::not_verified, IMAPI_E_DISCINFO, false},
        {BurnResult::interrupted, IMAPI_E_USERABORT, false},
        {BurnResult::differs, IMAPI_E_GENERIC, false},
    };
    for (const auto& row : rows) {
        EXPECT_HR(row.code, result_of(row.result).code);
        EXPECT_EQ(row.cleared, result_of(row.result).image_is_cleared) << int(row.result);
    }
}

TEST(ErrorMap, AVerdictIsTakenFromTheJob) {
    Outcome result;
    result.comparison.verdict = Verdict::verified;
    EXPECT_EQ(burn_result_of(result, true), BurnResult::verified);
    result.comparison.verdict = Verdict::differs;
    EXPECT_EQ(burn_result_of(result, true), BurnResult::differs);
    result.comparison.verdict = Verdict::not_verified;
    EXPECT_EQ(burn_result_of(result, true), BurnResult::not_verified);
    EXPECT_EQ(burn_result_of(result, false), BurnResult::unverified_by_setting);
    result.interrupted = true;
    EXPECT_EQ(burn_result_of(result, true), BurnResult::interrupted);
    result.interrupted = false;
    result.simulated = true;
    EXPECT_EQ(burn_result_of(result, true), BurnResult::simulated);
}

// The published table of result codes: facility ITF, 0x200 + n.
TEST(ErrorMap, EveryCodeHasItsPublishedNumber) {
    struct {
        int n;
        HRESULT code;
    } const rows[] = {
        {11, IMAPI_E_NOTOPENED},
        {12, IMAPI_E_NOTINITIALIZED},
        {13, IMAPI_E_USERABORT},
        {14, IMAPI_E_GENERIC},
        {15, IMAPI_E_MEDIUM_NOTPRESENT},
        {16, IMAPI_E_MEDIUM_INVALIDTYPE},
        {17, IMAPI_E_DEVICE_NOPROPERTIES},
        {18, IMAPI_E_DEVICE_NOTACCESSIBLE},
        {19, IMAPI_E_DEVICE_NOTPRESENT},
        {20, IMAPI_E_DEVICE_INVALIDTYPE},
        {21, IMAPI_E_INITIALIZE_WRITE},
        {22, IMAPI_E_INITIALIZE_ENDWRITE},
        {23, IMAPI_E_FILESYSTEM},
        {24, IMAPI_E_FILEACCESS},
        {25, IMAPI_E_DISCINFO},
        {26, IMAPI_E_TRACKNOTOPEN},
        {27, IMAPI_E_TRACKOPEN},
        {28, IMAPI_E_DISCFULL},
        {29, IMAPI_E_BADJOLIETNAME},
        {30, IMAPI_E_INVALIDIMAGE},
        {31, IMAPI_E_NOACTIVEFORMAT},
        {32, IMAPI_E_NOACTIVERECORDER},
        {33, IMAPI_E_WRONGFORMAT},
        {34, IMAPI_E_ALREADYOPEN},
        {35, IMAPI_E_WRONGDISC},
        {36, IMAPI_E_FILEEXISTS},
        {37, IMAPI_E_STASHINUSE},
        {38, IMAPI_E_DEVICE_STILL_IN_USE},
        {39, IMAPI_E_LOSS_OF_STREAMING},
        {40, IMAPI_E_COMPRESSEDSTASH},
        {41, IMAPI_E_ENCRYPTEDSTASH},
        {42, IMAPI_E_NOTENOUGHDISKFORSTASH},
        {43, IMAPI_E_REMOVABLESTASH},
        {44, IMAPI_E_CANNOT_WRITE_TO_MEDIA},
        {45, IMAPI_E_TRACK_NOT_BIG_ENOUGH},
        {46, IMAPI_E_BOOTIMAGE_AND_NONBLANK_DISC},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(row.code, MAKE_HRESULT(SEVERITY_ERROR, FACILITY_ITF, 0x200 + row.n));
        EXPECT_NE(name_of(row.code), "unknown") << row.n;
        EXPECT_FALSE(sentence_of(row.code).empty());
    }
    EXPECT_EQ(IMAPI_S_PROPERTIESIGNORED, 0x00040200);
    EXPECT_EQ(IMAPI_S_BUFFER_TO_SMALL, 0x00040201);
}

TEST(ErrorMap, ACodeOfSomebodyElseIsAnUnknownError) {
    EXPECT_EQ(sentence_of(HRESULT(0x80041234)), "an unknown error");
    EXPECT_EQ(name_of(HRESULT(0x80041234)), "unknown");
}

} // namespace
} // namespace redbook::imapi
