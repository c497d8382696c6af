#include "redbook/imapi/program_drives.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "redbook/base/error.h"
#include "redbook/base/file.h"
#include "redbook/disc/layout.h"
#include "redbook/imapi/error_map.h"
#include "redbook/imapi/orphans.h"
#include "redbook/report/error_names.h"

namespace redbook::imapi {
namespace {

using Json = nlohmann::json;

template <class T>
T member(const Json& json, const char* name, T otherwise) {
    if (!json.is_object() || !json.contains(name)) return otherwise;
    try {
        return json[name].get<T>();
    } catch (const Json::exception&) {
        return otherwise;
    }
}

Json member(const Json& json, const char* name) { return member(json, name, Json()); }

// What the program prints: progress, one object a line, and the answer, one object of many lines. What others
// say before it (the system, of a library that it cannot load) is passed over.
class Output {
  public:
    explicit Output(ProgressCallback progress) : progress_(std::move(progress)) {}

    bool see(const std::string& line) {
        if (line.starts_with("{\"")) {
            const Json event = Json::parse(line, nullptr, false);
            if (member(event, "event", std::string()) == "progress") tell(event);
            return go_on_;
        }
        if (!answer_.empty() || line == "{") answer_ += line + "\n";
        return go_on_;
    }

    // An object without members if there is none.
    Json answer() const {
        const Json answer = Json::parse(answer_, nullptr, false);
        return answer.is_object() ? answer : Json::object();
    }

  private:
    void tell(const Json& event) {
        const BlockCount done{member(event, "done", 0)}, total{member(event, "total", 0)};
        const auto phase = phase_named(member(event, "phase", std::string()));
        if (progress_ && phase && !progress_({*phase, done, total})) go_on_ = false;
    }

    ProgressCallback progress_;
    std::string answer_;
    bool go_on_ = true;
};

Json ask(const Program& program, const std::vector<std::string>& arguments) {
    Output output({});
    program.run(arguments, [&](const std::string& line) { return output.see(line); });
    return output.answer();
}

DeviceInfo info_of(const Json& drive) {
    DeviceInfo info;
    info.vendor = member(drive, "vendor", std::string());
    info.product = member(drive, "model", std::string());
    info.revision = member(drive, "revision", std::string());
    info.path = member(drive, "path", std::string());
    if (info.vendor.empty() && info.product.empty()) info.product = info.path; // a name to choose it by
    info.records_cdrw = true; // as all that record have for a quarter of a century
    const auto speeds = member(drive, "write_speeds", std::vector<int>());
    if (!speeds.empty() && speeds[0] > 0) info.fastest = speeds[0];
    info.underrun_proof = member(drive, "underrun_protection", info.underrun_proof);
    info.test_write = member(drive, "test_write", false);
    info.fixed_gap = kDefaultGap; // Track-at-Once: the drive leaves it, whatever the stash says
    info.seconds_to_prepare = 30;
    info.seconds_to_close = 60;
    return info;
}

// A drive that says who it is can be asked: then the problem is the disc's.
bool says_who_it_is(const Json& drive) {
    return !member(drive, "vendor", std::string()).empty() || !member(drive, "model", std::string()).empty();
}

DeviceDisc disc_of(const Json& drive) {
    const Json medium = member(drive, "medium");
    const std::string state = member(medium, "state", std::string("absent"));
    const std::string problem = member(drive, "problem", std::string());
    DeviceDisc disc;
    if (!says_who_it_is(drive))
        disc.problem = problem;
    else if (!problem.empty())
        disc.medium.state = MediumState::unsuitable;
    disc.rewritable = member(medium, "rewritable", false);
    disc.medium.capacity = BlockCount{member(member(medium, "capacity"), "blocks", 0)};
    if (state == "blank") disc.medium.state = MediumState::blank;
    if (state != "written") return disc;
    disc.medium.state = MediumState::written;
    disc.sessions = 1;
    disc.last_track = 1;
    disc.next_writable = Lba{0} + disc.medium.capacity;
    return disc;
}

[[noreturn]] void fail_as_it_says(const std::string& drive, const Json& answer, int exit_code) {
    const Json errors = member(answer, "errors");
    const Json error = errors.is_array() && !errors.empty() ? errors[0] : Json();
    const std::string sentence = member(error, "sentence", std::string());
    if (!sentence.empty())
        throw Error(error_named(member(error, "code", std::string())).value_or(Errc::device), sentence);
    throw Error(Errc::device, drive + ": redbook ended with exit code " + std::to_string(exit_code) +
                                  " and said nothing that is understood; run it in a terminal to see why");
}

bool take_unread_edges(const Json& said, Outcome& result) {
    const int64_t samples = member(said, "not_verified_samples", int64_t{0});
    if (samples <= 0) return false;
    result.comparison.unread = {member(said, "unproven", std::vector<std::string>()), {samples}, true};
    return true;
}

std::vector<Item> items_of(const Json& said) {
    std::vector<Item> items;
    for (const Json& item : member(said, "items", std::vector<Json>()))
        if (member(item, "state", std::string()) == to_string(ItemState::not_checkable))
            items.push_back({member(item, "item", std::string()), ItemState::not_checkable,
                             member(item, "detail", std::string())});
    return items;
}

// What was recorded is said to be verified only if the program says so in words and in its exit code.
Outcome result_in(const Json& answer, int exit_code, const std::string& drive) {
    const Json said = member(answer, "result");
    const std::string verdict = member(said, "verdict", std::string());
    Outcome result;
    result.simulated = member(said, "simulated", false);
    result.why_not_verified = member(said, "why_not_verified", std::string());
    result.warnings = member(answer, "warnings", std::vector<std::string>());
    result.lost = member(said, "lost", std::vector<std::string>());
    result.comparison.items = items_of(said);
    if (exit_code == 0 && verdict == to_string(Verdict::verified))
        result.comparison.verdict = Verdict::verified;
    else if (verdict == to_string(Verdict::differs))
        result.comparison.verdict = Verdict::differs;
    else if (take_unread_edges(said, result))
        result.edge_accepted = exit_code == 0;
    else if (exit_code == 130 && !verdict.empty())
        result.interrupted = true;
    else if (exit_code != 6 && !(exit_code == 0 && result.simulated))
        fail_as_it_says(drive, answer, exit_code);
    return result;
}

std::vector<Json> drives_of(const Program& program) {
    const Json drives = member(member(ask(program, {"drives", "--json"}), "result"), "drives");
    return drives.is_array() ? drives.get<std::vector<Json>>() : std::vector<Json>();
}

// Only of use to who comes after a client that died while it recorded.
class ReportOfDead {
  public:
    explicit ReportOfDead(const std::string& stash) : path_(recording_report_path(stash)) { remove(); }
    ~ReportOfDead() { remove(); }
    ReportOfDead(const ReportOfDead&) = delete;
    ReportOfDead& operator=(const ReportOfDead&) = delete;

  private:
    void remove() const noexcept { try_remove(system_files(), path_); }

    const std::string path_;
};

class ProgramDrive final : public Device {
  public:
    ProgramDrive(Program program, const DeviceInfo& info)
        : program_(std::move(program)), path_(info.path), info_(info) {}

    // How fast it is may depend on the disc; and one that somebody else had could not say who it is.
    void learn(const Json& drive) {
        if (!says_who_it_is(drive)) return;
        const std::lock_guard lock(mutex_);
        info_ = info_of(drive);
    }

    DeviceInfo info() const override {
        const std::lock_guard lock(mutex_);
        return info_;
    }
    std::optional<DeviceDisc> look() override {
        try {
            for (const Json& drive : drives_of(program_)) {
                if (member(drive, "path", std::string()) != path_) continue;
                learn(drive);
                return disc_of(drive);
            }
        } catch (const Error&) {
            // The program is gone, and its drives with it.
        }
        return std::nullopt;
    }
    void eject() override { do_it({"eject", path_, "--json"}); }
    void erase(bool full) override {
        std::vector<std::string> arguments{"erase", path_, "--json"};
        if (full) arguments.push_back("--full");
        do_it(arguments);
    }

    Outcome record(const Stash& stash, const JobOptions& options, int speed) override {
        const ReportOfDead report(stash.path());
        Output output(options.progress);
        const int code = program_.run(arguments_for(stash, options, speed),
                                      [&](const std::string& line) { return output.see(line); });
        Outcome result = result_in(output.answer(), code, path_);
        result.disc = as_recorded(stash.disc());
        return result;
    }

  private:
    void do_it(const std::vector<std::string>& arguments) const {
        Output output({});
        const int code = program_.run(arguments, [&](const std::string& line) { return output.see(line); });
        if (code != 0) fail_as_it_says(path_, output.answer(), code);
    }

    std::vector<std::string> arguments_for(const Stash& stash, const JobOptions& options, int speed) const {
        std::vector<std::string> arguments{
            "burn", program_.path_for(stash.path()), "--drive", path_, "--progress", "json", "--json"};
        if (!options.simulate)
            arguments.insert(arguments.end(),
                             {"--report", program_.path_for(recording_report_path(stash.path()))});
        if (speed > 0) arguments.insert(arguments.end(), {"--speed", std::to_string(speed)});
        if (options.simulate) arguments.push_back("--simulate");
        if (!options.verify) arguments.push_back("--no-verify");
        return arguments;
    }

    const Program program_;
    const std::string path_;
    mutable std::mutex mutex_;
    DeviceInfo info_;
};

} // namespace

bool reports_recorded(const std::string& report, const Disc& staged, bool verify) {
    const Json answer = Json::parse(report, nullptr, false);
    try {
        const Outcome result = result_in(answer, member(answer, "exit_code", -1), "");
        const Json discs = member(member(answer, "result"), "discs");
        const Json disc = discs.is_array() && !discs.empty() ? discs[0] : Json();
        const int lead_out = member(member(disc, "lead_out"), "lba", 0);
        if (member(disc, "tracks").size() != staged.tracks.size() ||
            Lba{lead_out} != layout_of(as_recorded(staged)).lead_out)
            return false;
        return !result.simulated && result_of(burn_result_of(result, verify)).image_is_cleared;
    } catch (const Error&) {
        return false;
    }
}

std::vector<std::shared_ptr<Device>> program_drives(const Program& program) {
    static std::mutex mutex;
    static std::map<std::string, std::weak_ptr<ProgramDrive>> known; // the same drive is the same object
    std::vector<std::shared_ptr<Device>> devices;
    const std::lock_guard lock(mutex);
    for (const Json& drive : drives_of(program)) {
        const DeviceInfo info = info_of(drive);
        if (info.path.empty() || !member(drive, "records", true)) continue;
        auto device = known[info.path].lock();
        if (!device) known[info.path] = device = std::make_shared<ProgramDrive>(program, info);
        device->learn(drive);
        devices.push_back(std::move(device));
    }
    return devices;
}

} // namespace redbook::imapi
