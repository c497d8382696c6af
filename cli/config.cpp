#include "cli/config.h"

#include <vector>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "cli/suggestion.h"
#include "redbook/base/error.h"
#include "redbook/jobs/places.h"

namespace redbook::cli {
namespace {

constexpr uint64_t kLongestConfig = 1 << 20;

class Reader {
  public:
    explicit Reader(std::string path) : path_(std::move(path)) {}

    Config read(const std::string& text) const {
        Config config;
        for (const auto& [key, node] : parse(text)) {
            if (key == "recorder")
                config.recorder = recorder(node);
            else if (key == "stash_folder")
                config.stash_folder = with_home(text_of("stash_folder", node));
            else if (key == "drive")
                for (const auto& [name, drive] : table_of("drive", node))
                    config.drives[std::string(name)] = offsets(name, drive);
            else
                refuse_key(key, {"recorder", "stash_folder", "drive"});
        }
        return config;
    }

  private:
    [[noreturn]] void fail(const toml::source_region& at, std::string_view why) const {
        throw Error(Errc::malformed, fmt::format("{}:{}: {}", path_, at.begin.line, why));
    }

    toml::table parse(const std::string& text) const {
        try {
            return toml::parse(text);
        } catch (const toml::parse_error& e) {
            fail(e.source(), e.description());
        }
    }

    [[noreturn]] void refuse_key(const toml::key& key, const std::vector<std::string>& known) const {
        const std::string hint = perhaps_meant(std::string(key), known);
        fail(key.source(),
             fmt::format("there is no key '{}'{}", key.str(),
                         hint.empty() ? fmt::format("; the keys are {}", fmt::join(known, ", ")) : hint));
    }

    std::string text_of(std::string_view key, const toml::node& node) const {
        const auto text = node.value_exact<std::string>();
        if (!text || text->empty())
            fail(node.source(), fmt::format("{}: give a name in quotation marks", key));
        return *text;
    }

    std::string recorder(const toml::node& node) const {
        constexpr std::string_view kImage = "image:";
        const std::string name = text_of("recorder", node);
        return name.starts_with(kImage) ? std::string(kImage) + with_home(name.substr(kImage.size())) : name;
    }

    const toml::table& table_of(std::string_view key, const toml::node& node) const {
        if (!node.is_table())
            fail(node.source(),
                 fmt::format("{}: begin a table for each drive, like [drive.\"PLEXTOR PX-716A\"]", key));
        return *node.as_table();
    }

    DriveOffsets offsets(const toml::key& name, const toml::node& node) const {
        DriveOffsets offsets;
        for (const auto& [key, value] : table_of(name.str(), node)) {
            if (key == "write_offset")
                offsets.write = samples(key.str(), value);
            else if (key == "read_offset")
                offsets.read = samples(key.str(), value);
            else if (key == "unreadable_edge_samples")
                offsets.unreadable_edge = samples(key.str(), value, 0);
            else
                refuse_key(key, {"write_offset", "read_offset", "unreadable_edge_samples"});
        }
        return offsets;
    }

    int samples(std::string_view key, const toml::node& node, int least = -kFarthestOffset) const {
        const auto n = node.value_exact<int64_t>();
        if (!n || *n < least || *n > kFarthestOffset)
            fail(node.source(), fmt::format("{}: give samples from {} to {}", key, least, kFarthestOffset));
        return int(*n);
    }

    std::string path_;
};

} // namespace

DriveOffsets Config::offsets_of(const std::string& path, const std::string& vendor_and_model) const {
    DriveOffsets offsets;
    for (const std::string& name : {vendor_and_model, path}) {
        const auto found = drives.find(name);
        if (found == drives.end()) continue;
        if (found->second.write) offsets.write = found->second.write;
        if (found->second.read) offsets.read = found->second.read;
        if (found->second.unreadable_edge) offsets.unreadable_edge = found->second.unreadable_edge;
    }
    return offsets;
}

Config read_config(FileSystem& files, const std::string& path) {
    if (path.empty() || !files.status(path)) return {};
    return Reader(path).read(read_whole_file(files, path, kLongestConfig));
}

} // namespace redbook::cli
