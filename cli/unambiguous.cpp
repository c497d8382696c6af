#include "cli/unambiguous.h"

#include <CLI/CLI.hpp>

namespace redbook::cli {
namespace {

constexpr char kMark = ':';

class Rewriter {
  public:
    Rewriter(const CLI::App& command, const std::vector<std::string>& words)
        : command_(command), words_(words) {}

    std::vector<std::string> run() {
        for (bool options = true; next_ < words_.size();) {
            const std::string& word = words_[next_++];
            std::string name, value;
            if (!options)
                add_operand(word);
            else if (word == "--")
                options = false;
            else if (CLI::detail::split_long(word, name, value))
                add_long("--" + name, value, word);
            else if (CLI::detail::split_short(word, name, value) && (name[0] < '0' || name[0] > '9'))
                add_short(word);
            else
                add_operand(word);
        }
        return std::move(out_);
    }

  private:
    bool takes_value(const std::string& option) const {
        const CLI::Option* found = command_.get_option_no_throw(option);
        return found != nullptr && found->get_items_expected_max() > 0;
    }

    void add_operand(const std::string& word) { out_.push_back(kMark + word); }

    void add_next_word() {
        if (next_ < words_.size()) out_.push_back(words_[next_++]);
    }

    void add_long(const std::string& name, const std::string& value, const std::string& word) {
        if (!takes_value(name)) return out_.push_back(word);
        out_.push_back(name);
        if (word.find('=') != std::string::npos) return out_.push_back(value);
        add_next_word();
    }

    // "-qo x", "-ox"
    void add_short(const std::string& word) {
        for (size_t i = 1; i < word.size(); ++i) {
            const std::string name{'-', word[i]}, rest = word.substr(i + 1);
            if (command_.get_option_no_throw(name) == nullptr) return out_.push_back("-" + word.substr(i));
            out_.push_back(name);
            if (!takes_value(name)) continue;
            if (!rest.empty()) return out_.push_back(rest);
            return add_next_word();
        }
    }

    const CLI::App& command_;
    const std::vector<std::string>& words_;
    size_t next_ = 0;
    std::vector<std::string> out_;
};

} // namespace

std::vector<std::string> unambiguous(const CLI::App& command, const std::vector<std::string>& words) {
    return Rewriter(command, words).run();
}

std::string unmarked(const std::string& operand) {
    return operand.starts_with(kMark) ? operand.substr(1) : operand;
}

} // namespace redbook::cli
