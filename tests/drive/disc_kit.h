// A disc recorded on an emulated drive, and opened again.
#pragma once

#include <fmt/format.h>

#include "redbook/check/verify.h"
#include "redbook/disc/relocated.h"
#include "redbook/drive/disc_reader.h"
#include "redbook/jobs/sides.h"
#include "tests/drive/burner.h"
#include "tests/drive/emulated_port.h"
#include "tests/support/expect_error.h"

namespace redbook::test {

class DiscTest : public emulator::test::DriveTest {
  protected:
    // Recorded in the disc's own mode; then the drive is there with `faults` from now on only.
    void burn(const Disc& disc) {
        disc_ = disc;
        recorded_ = as_recorded(disc);
        const auto original = MemorySource::for_disc(disc);
        audio_ = relocate(*original, disc, recorded_);
        if (disc.mode == Mode::tao)
            Burner(drive()).tracks(recorded_, *audio_);
        else
            Burner(drive()).session(recorded_, *audio_);
    }
    void power_cycle_with(std::initializer_list<std::string_view> faults) {
        port_.reset();
        drive_.reset();
        options_.faults.clear();
        for (const std::string_view f : faults) fault(f);
    }
    std::shared_ptr<EmulatedPort> port() {
        if (!port_) port_ = std::make_shared<EmulatedPort>(drive());
        return port_;
    }
    Album read(const DiscReadOptions& options = {}) { return read_disc(port(), options); }

    Side recorded_side() const {
        Side side{"the stash", recorded_, audio_.get(), {}};
        side.run_out = disc_.mode == Mode::tao;
        return side;
    }
    Comparison compared(const Album& back) { return compare(recorded_side(), side_of("/dev/sr0", back)); }
    std::string why(const Comparison& c) {
        std::string text(to_string(c.verdict));
        for (const Item& item : c.items)
            if (item.state != ItemState::equal)
                text += fmt::format("\n{}: {}: {}", item.name, to_string(item.state), item.detail);
        return text;
    }

    Disc disc_, recorded_;
    std::unique_ptr<BlockSource> audio_;
    std::shared_ptr<EmulatedPort> port_;
};

} // namespace redbook::test
