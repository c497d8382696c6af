#include "emulator/trace.h"

#include <algorithm>

#include <fmt/format.h>

#include "emulator/commands.h"

namespace redbook::emulator {
namespace {

constexpr size_t kMostHexBytes = 64;

std::string hex(Bytes bytes) {
    std::string text;
    for (const std::byte b : bytes) text += fmt::format("{:02x} ", std::to_integer<int>(b));
    return text;
}

std::string flow_of(const Command& command, const Reply& reply) {
    if (!command.out.empty()) return fmt::format("out {}", command.out.size());
    if (!command.in.empty()) return fmt::format("in {}", reply.transferred);
    return "none 0";
}

Bytes data_of(const Command& command, const Reply& reply) {
    const Bytes data = command.out.empty() ? Bytes(command.in).first(reply.transferred) : command.out;
    return data.first(std::min(data.size(), kMostHexBytes));
}

std::unique_ptr<File> open_or_create(FileSystem& files, const std::string& path) {
    if (path.empty()) return nullptr;
    return files.status(path) ? files.open(path, Access::read_write) : files.create(path);
}

} // namespace

Trace::Trace(FileSystem& files, const std::string& path, std::string drive)
    : file_(open_or_create(files, path)), drive_(std::move(drive)) {}

void Trace::note(const Command& command, const Reply& reply) {
    if (!file_) return;
    const CommandRow* row = command_row(byte_at(command.cdb, 0));
    std::string line = fmt::format("#{} {} {} | {}| {} | {}\n", ++count_, drive_, row ? row->name : "unknown",
                                   hex(command.cdb), flow_of(command, reply),
                                   reply.good() ? "ok" : "sense " + to_string(reply.sense));
    const Bytes data = data_of(command, reply);
    if (!data.empty()) line += "      " + hex(data) + "\n";
    file_->write_at(file_->size(), as_bytes(line));
}

} // namespace redbook::emulator
