#include "redbook/drive/libburn_messages.h"

#include <gtest/gtest.h>

namespace redbook {
namespace {

using enum BurnFault::During;

// As libburn 1.5.4 says them.
const BurnMessage kWrite{"FATAL", "SCSI error on write(299,13): [3 0C 00] Medium error. Write error."};
const BurnMessage kWriteCdb{"FATAL", "CDB= WRITE(10) : 2a 00 00 00 01 2b 00 00 0d 00  : dxfer_len= 30576"};
const BurnMessage kRunFailed{"FATAL", "Burn run failed"};
const BurnMessage kNote{"DEBUG", "Async START UNIT succeeded after 0.1 seconds"};
const BurnMessage kOver{"FATAL",
                        "SCSI error on write(312,13): [5 30 05] Illegal request. Cannot write medium, "
                        "incompatible format."};

TEST(LibburnMessages, AWriteErrorTellsItsBlocks) {
    const BurnFault fault = fault_in({kNote, kWrite, kWriteCdb, kRunFailed}, false);
    EXPECT_EQ(fault.during, writing);
    EXPECT_EQ(fault.sense, (Sense{3, 0x0C, 0}));
    EXPECT_EQ(fault.first, Lba{299});
    EXPECT_EQ(fault.count, BlockCount{13});
}

TEST(LibburnMessages, BlocksInFrontOfLba0AreNegative) {
    EXPECT_EQ(fault_in({{"FATAL", "SCSI error on write(-11077,341): [3 0C 00] Medium error."}}, false).first,
              Lba{-11077});
}

TEST(LibburnMessages, ARefusedCueSheetIsKnown) {
    const BurnFault fault =
        fault_in({{"FAILURE", "SCSI error condition on command 5Dh SEND CUE SHEET: [5 26 00] "
                              "Illegal request. Invalid field in parameter list."}},
                 false);
    EXPECT_EQ(fault.during, cue_sheet);
    EXPECT_EQ(fault.sense, (Sense{5, 0x26, 0}));
}

TEST(LibburnMessages, FailuresOfClosingAreKnown) {
    for (const char* text :
         {"Failed to synchronize drive cache. SCSI error : [3 72 02] Medium error. Session fixation error.",
          "Failed to close session (2). SCSI error : [3 72 02] Medium error. Session fixation error."}) {
        const BurnFault fault = fault_in({{"FAILURE", text}}, false);
        EXPECT_EQ(fault.during, closing) << text;
        EXPECT_EQ(fault.sense, (Sense{3, 0x72, 2})) << text;
    }
}

TEST(LibburnMessages, ADeferredErrorIsTheCauseOfTheWriteThatFailsNext) {
    const BurnMessage deferred{"DEBUG",
                               "SCSI error condition on command 5Ch READ BUFFER CAPACITY: [3 0C 00] Medium "
                               "error. Write error."};
    EXPECT_EQ(fault_in({deferred, kOver}, false).sense, (Sense{3, 0x0C, 0}));
    EXPECT_EQ(fault_in({deferred, kOver}, true).sense, (Sense{5, 0x30, 5})) << "it may be of another drive";
}

TEST(LibburnMessages, OfTwoDrivesThatFailedOnlyWhatBothSayIsTold) {
    const BurnMessage here{"FATAL", "SCSI error on write(299,13): [3 0C 00] Medium error. Write error."};
    const BurnMessage there{"FATAL", "SCSI error on write(900,13): [3 0C 00] Medium error. Write error."};
    const BurnMessage closed{"FAILURE", "Failed to close session (2). SCSI error : [3 72 02] Medium error."};
    const BurnFault same = fault_in({here, there}, true);
    EXPECT_EQ(same.during, starting) << "at which of the places is not known";
    EXPECT_EQ(same.sense, (Sense{3, 0x0C, 0}));
    for (const auto& messages : {std::vector{here, closed}, {closed, here}}) {
        const BurnFault fault = fault_in(messages, true);
        EXPECT_EQ(fault.sense, std::nullopt);
        EXPECT_EQ(fault.words,
                  "another drive failed, too, and it does not say which of them for what reason");
    }
    EXPECT_EQ(fault_in({closed, closed}, true).during, closing);
}

TEST(LibburnMessages, AResetIsTheCauseOfTheSecondTrysFailure) {
    const BurnMessage cdb{"FATAL", "CDB= WRITE(10) #2,[6 29 00] : 2a 00 00 00 01 2b 00 00 0d 00"};
    EXPECT_EQ(fault_in({kOver, cdb}, false).sense, (Sense{6, 0x29, 0}));
}

TEST(LibburnMessages, WithoutSenseItsOwnWordsAreTold) {
    const BurnFault fault = fault_in(
        {kNote, {"SORRY", "Write job parameters are unsuitable:\nMEDIA: no writeable media detected, "}},
        false);
    EXPECT_EQ(fault.during, starting);
    EXPECT_EQ(fault.sense, std::nullopt);
    EXPECT_EQ(fault.words, "Write job parameters are unsuitable:\nMEDIA: no writeable media detected");
}

TEST(LibburnMessages, NoMessageAtAllIsSaidToBeNone) {
    EXPECT_EQ(fault_in({}, false).words, "it does not say why");
    EXPECT_EQ(worst_of({kNote}), "it does not say why");
}

TEST(LibburnMessages, NothingInThemIsTakenForASenseThatIsNone) {
    for (const char* text :
         {"[", "[3", "[3 0C", "[3 0C 00", "[x 0C 00]", "SCSI error on write(", "Failed to [3  00]"})
        EXPECT_EQ(fault_in({{"FATAL", text}}, false).sense, std::nullopt) << text;
}

} // namespace
} // namespace redbook
