// The drive as a device of this very process: open(), ioctl(), stat() and the rest are the interposer's.
#include "emulator/interposer/devices.h"

#include <fcntl.h>
#include <glob.h>
#include <linux/cdrom.h>
#include <scsi/sg.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

#include <fmt/format.h>

#include "tests/emulator/drive_kit.h"
#include "tests/support/expect_error.h"

namespace redbook::emulator::test {
namespace {

constexpr const char* kName = "/dev/sr7";

class Interposer : public DriveTest {
  protected:
    Interposer() {
        options_.name = kName;
        options_.media.push_back(medium("disc.img"));
        attached_.emplace(options_);
    }
    std::optional<AttachedDrive> attached_;
};

class Opened {
  public:
    explicit Opened(int flags = O_RDWR | O_NONBLOCK) : fd_(::open(kName, flags)) {}
    ~Opened() {
        if (fd_ >= 0) ::close(fd_);
    }
    operator int() const { return fd_; }

  private:
    int fd_;
};

sg_io_hdr_t request(Data& cdb, Data& room, int direction, Data& sense) {
    sg_io_hdr_t io{};
    io.interface_id = 'S';
    io.cmdp = reinterpret_cast<unsigned char*>(cdb.data());
    io.cmd_len = uint8_t(cdb.size());
    io.dxferp = room.data();
    io.dxfer_len = unsigned(room.size());
    io.dxfer_direction = direction;
    io.sbp = reinterpret_cast<unsigned char*>(sense.data());
    io.mx_sb_len = uint8_t(sense.size());
    io.timeout = 10000;
    return io;
}

TEST_F(Interposer, CommandsReachTheDrive) {
    const Opened fd;
    ASSERT_GE(fd, 0);
    Data cdb = bytes("12 00 00 00 24 00"), room(36), sense(32);
    sg_io_hdr_t io = request(cdb, room, SG_DXFER_FROM_DEV, sense);
    ASSERT_EQ(::ioctl(fd, SG_IO, &io), 0);
    EXPECT_EQ(io.status, 0);
    EXPECT_EQ(io.resid, 0);
    EXPECT_EQ(BytesReader(Bytes(room).subspan(8)).text(8), "REDBOOK ");
}

TEST_F(Interposer, RefusalsComeAsSense) {
    const Opened fd;
    Data cdb = bytes("43 00 00 00 00 00 00 00 04 00"), room(4), sense(32);
    sg_io_hdr_t io = request(cdb, room, SG_DXFER_FROM_DEV, sense);
    ASSERT_EQ(::ioctl(fd, SG_IO, &io), 0);
    EXPECT_EQ(io.status, 2);
    EXPECT_EQ(io.sb_len_wr, 18);
    EXPECT_EQ(io.resid, 4);
    EXPECT_EQ(hex(Bytes(sense).first(14)), "70 00 05 00 00 00 00 0a 00 00 00 00 24 00");
}

TEST_F(Interposer, ADirectionWithoutDataIsIgnored) {
    const Opened fd;
    Data cdb = bytes("00 00 00 00 00 00"), none, sense(32);
    sg_io_hdr_t io = request(cdb, none, SG_DXFER_TO_DEV, sense);
    ASSERT_EQ(::ioctl(fd, SG_IO, &io), 0);
    EXPECT_EQ(io.status, 0);
}

TEST_F(Interposer, DuplicatesOfADescriptorAreTheDriveToo) {
    const Opened fd;
    const int other = ::dup(fd);
    EXPECT_EQ(::ioctl(other, CDROM_DRIVE_STATUS, CDSL_CURRENT), CDS_DISC_OK);
    ::close(other);
    EXPECT_EQ(::ioctl(fd, CDROM_DRIVE_STATUS, CDSL_CURRENT), CDS_DISC_OK);
}

TEST_F(Interposer, ItLooksLikeACdromDevice) {
    struct stat status {};
    ASSERT_EQ(::stat(kName, &status), 0);
    EXPECT_TRUE(S_ISBLK(status.st_mode));
    EXPECT_EQ(major(status.st_rdev), 11u);
    EXPECT_EQ(minor(status.st_rdev), 7u);
    const Opened fd;
    struct stat opened {};
    ASSERT_EQ(::fstat(fd, &opened), 0);
    EXPECT_EQ(opened.st_rdev, status.st_rdev);
    EXPECT_EQ(::access(kName, R_OK | W_OK), 0);
    char* path = ::realpath(kName, nullptr);
    EXPECT_STREQ(path, kName);
    ::free(path);
}

TEST_F(Interposer, ADescriptorsPathLooksLikeItToo) {
    const Opened fd;
    struct stat status {};
    ASSERT_EQ(::stat(fmt::format("/proc/self/fd/{}", int(fd)).c_str(), &status), 0);
    EXPECT_TRUE(S_ISBLK(status.st_mode));
    EXPECT_EQ(status.st_rdev, makedev(11, 7));
}

TEST_F(Interposer, ListingProgramsSeeIt) {
    struct statx status {};
    ASSERT_EQ(::statx(AT_FDCWD, kName, 0, STATX_BASIC_STATS, &status), 0);
    EXPECT_TRUE(S_ISBLK(status.stx_mode));
    EXPECT_EQ(status.stx_rdev_major, 11u);
    EXPECT_EQ(status.stx_rdev_minor, 7u);
    ASSERT_EQ(::statx(AT_FDCWD, folder_.path().c_str(), 0, STATX_BASIC_STATS, &status), 0);
    EXPECT_TRUE(S_ISDIR(status.stx_mode));
}

TEST_F(Interposer, PatternsFindIt) {
    glob_t found{};
    ASSERT_EQ(::glob("/dev/sr*", 0, nullptr, &found), 0);
    std::vector<std::string> paths(found.gl_pathv, found.gl_pathv + found.gl_pathc);
    EXPECT_EQ(std::ranges::count(paths, kName), 1);
    ASSERT_EQ(::glob("/dev/sr7", GLOB_APPEND, nullptr, &found), 0);
    EXPECT_EQ(found.gl_pathc, paths.size()) << "it was found before";
    ::globfree(&found);
}

TEST_F(Interposer, OneProgramAtATimeHasItExclusively) {
    {
        const Opened first(O_RDWR | O_NONBLOCK | O_EXCL);
        ASSERT_GE(first, 0);
        const Opened second(O_RDWR | O_NONBLOCK | O_EXCL);
        EXPECT_EQ(second, -1);
        EXPECT_EQ(errno, EBUSY);
        const Opened looking;
        EXPECT_GE(looking, 0);
    }
    const Opened third(O_RDWR | O_NONBLOCK | O_EXCL);
    EXPECT_GE(third, 0);
}

TEST_F(Interposer, OtherFilesAreLeftAlone) {
    const std::string path = folder_ / "other";
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL, 0640);
    ASSERT_GE(fd, 0);
    struct stat status {};
    ASSERT_EQ(::fstat(fd, &status), 0);
    EXPECT_TRUE(S_ISREG(status.st_mode));
    EXPECT_EQ(status.st_mode & 0777, 0640u);
    EXPECT_EQ(::ioctl(fd, CDROM_DRIVE_STATUS, 0), -1);
    EXPECT_EQ(errno, ENOTTY);
    ::close(fd);
    EXPECT_EQ(::open("/dev/sr8", O_RDONLY), -1);
    EXPECT_EQ(errno, ENOENT);
}

TEST_F(Interposer, TheKernelsOwnRequestsWork) {
    const Opened fd;
    EXPECT_EQ(::ioctl(fd, CDROM_DISC_STATUS, CDSL_CURRENT), CDS_NO_INFO);
    EXPECT_EQ(::ioctl(fd, CDROMEJECT), 0);
    EXPECT_EQ(::ioctl(fd, CDROM_DRIVE_STATUS, CDSL_CURRENT), CDS_TRAY_OPEN);
    EXPECT_EQ(::ioctl(fd, CDROMCLOSETRAY), 0);
    int version = 0, emulated = 0;
    EXPECT_EQ(::ioctl(fd, SG_GET_VERSION_NUM, &version), 0);
    EXPECT_GE(version, 30000);
    EXPECT_EQ(::ioctl(fd, SG_EMULATED_HOST, &emulated), 0);
    EXPECT_EQ(emulated, 1);
    cdrom_tochdr header{};
    EXPECT_EQ(::ioctl(fd, CDROMREADTOCHDR, &header), -1); // blank
    EXPECT_EQ(errno, EIO);
    EXPECT_EQ(::ioctl(fd, CDROMVOLREAD, &header), -1);
    EXPECT_EQ(errno, ENOTTY);
}

TEST_F(Interposer, TableOfContentsByRequest) {
    drive_.emplace(system_files(), [&] {
        DriveOptions own = options_;
        own.media = {medium("other.img")};
        return own;
    }());
    ASSERT_EQ(words(burn_session()), words({}));
    const std::string recorded = drive_->facts().tracks.empty() ? "" : folder_ / "other.img";
    drive_.reset();
    attached_.reset();
    options_.media = {recorded};
    attached_.emplace(options_);
    const Opened fd;
    cdrom_tochdr header{};
    ASSERT_EQ(::ioctl(fd, CDROMREADTOCHDR, &header), 0);
    EXPECT_EQ(header.cdth_trk1, 3);
    cdrom_tocentry entry{};
    entry.cdte_track = 2;
    entry.cdte_format = CDROM_LBA;
    ASSERT_EQ(::ioctl(fd, CDROMREADTOCENTRY, &entry), 0);
    EXPECT_EQ(entry.cdte_addr.lba, 535);
    EXPECT_EQ(entry.cdte_ctrl, 2);
    cdrom_mcn mcn{};
    ASSERT_EQ(::ioctl(fd, CDROM_GET_MCN, &mcn), 0);
    EXPECT_STREQ(reinterpret_cast<const char*>(mcn.medium_catalog_number), "4006381333931");
    Data blocks(2 * kBlockBytes);
    cdrom_read_audio want{};
    want.addr_format = CDROM_LBA;
    want.addr.lba = 600;
    want.nframes = 2;
    want.buf = reinterpret_cast<unsigned char*>(blocks.data());
    ASSERT_EQ(::ioctl(fd, CDROMREADAUDIO, &want), 0);
    EXPECT_EQ(blocks, pattern_blocks({600}, {2}));
}

TEST_F(Interposer, ADriveThatIsDetachedIsGone) {
    attached_.reset();
    EXPECT_EQ(::open(kName, O_RDONLY), -1);
    EXPECT_EQ(errno, ENOENT);
}

TEST_F(Interposer, ANameIsTakenOnce) {
    EXPECT_EQ(redbook::test::error_of(Errc::exists, [&] { AttachedDrive again(options_); }),
              "/dev/sr7: there is a drive of that name already");
}

TEST_F(Interposer, AMediumThatAnotherDriveHasIsBusy) {
    const Medium elsewhere(system_files(), folder_ / "disc.img");
    const Opened fd;
    testing::internal::CaptureStderr();
    EXPECT_EQ(::ioctl(fd, CDROM_DRIVE_STATUS, CDSL_CURRENT), -1);
    EXPECT_EQ(errno, EBUSY);
    EXPECT_EQ(testing::internal::GetCapturedStderr(),
              "redbook-emudrive: " + (folder_ / "disc.img") + ": the medium is in another drive\n");
}

TEST_F(Interposer, TwoDrivesWorkAtTheSameTime) {
    DriveOptions second = options_;
    second.name = "/dev/sr9";
    second.media = {medium("second.img")};
    AttachedDrive other(second);
    const auto burn = [](Drive& drive, uint32_t seed) {
        for (int at = 0; at < 3000; at += 25) {
            const Data cdb = bytes("2a 00 " + be(uint32_t(at), 8) + " 00 00 19 00");
            const Data audio = pattern_blocks({at}, {25}, seed);
            ASSERT_TRUE(drive.execute({cdb, audio, {}}).good());
        }
    };
    std::thread one([&] { burn(attached_->drive(), 1); }), two([&] { burn(other.drive(), 2); });
    one.join();
    two.join();
    EXPECT_EQ(to_string(attached_->drive().stage()), "track");
    EXPECT_EQ(to_string(other.drive().stage()), "track");
}

} // namespace
} // namespace redbook::emulator::test
