#include "manual/completion.h"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "cli/parameters.h"

namespace redbook::manual {
namespace {

using cli::Command;
using cli::Offer;
using cli::Parameter;

std::string quoted(std::string_view word) {
    std::string text = "'";
    for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

std::string all_quoted(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += " " + quoted(word);
    return text;
}

// Bash. The functions are in kBashHead; what follows it is made of the table.
constexpr const char* kBashHead =
    R"(# bash completion for redbook: made from the table of its options when redbook was built

_redbook_words() {
    local w
    for w; do [[ $w == "$value"* ]] && COMPREPLY+=("${w// /\\ }"); done
}

# Several words with commas between; the first argument says whether a track number precedes them.
_redbook_list() {
    local before=${value%"${value##*[=,]}"} w
    [[ $1 == 1 && $before != *=* ]] && return
    shift
    for w; do [[ $before$w == "$value"* ]] && COMPREPLY+=("$before$w"); done
    compopt -o nospace 2>/dev/null
}

# Files that end in one of the arguments, in any case; without arguments all. Folders lead to more.
_redbook_files() {
    local name ending LC_ALL=C
    compopt -o filenames 2>/dev/null
    while IFS= read -r name; do
        [[ $# == 0 || -d ${name/#\~\//$HOME/} ]] && COMPREPLY+=("$name") && continue
        for ending; do [[ ${name,,} == *"$ending" ]] && COMPREPLY+=("$name"); done
    done < <(compgen -f -- "$value")
}

_redbook_folders() {
    local name
    compopt -o filenames 2>/dev/null
    while IFS= read -r name; do COMPREPLY+=("$name"); done < <(compgen -d -- "$value")
}

_redbook_drives() {
    local drive
    for drive in /dev/sr[0-9]*; do [[ -e $drive && $drive == "$value"* ]] && COMPREPLY+=("$drive"); done
}

# A folder of images, or a drive.
_redbook_recorder() {
    if [[ $value == image:* ]]; then
        value=${value#image:} lead+=image:
        _redbook_folders
    else
        _redbook_words image:
        _redbook_drives
        [[ ${COMPREPLY[*]} == image: ]] && compopt -o nospace 2>/dev/null
    fi
}

_redbook() {
    local IFS=$' \t\n' rest=$COMP_LINE part words=() value lead='' command option i operands=0 only_operands=''
    COMPREPLY=()
    # Readline breaks words at "=" and ":" too; these are put together again.
    for part in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
        if [[ ${#words[@]} != 0 && -n $part && $rest == "$part"* ]]; then words[-1]+=$part; else words+=("$part"); fi
        rest=${rest#*"$part"}
    done
    local word=${words[-1]} last=$((${#words[@]} - 1))
    value=$word
    if ((last == 1)); then
        _redbook_words "${_redbook_commands[@]}" help --help --version
        return
    fi
    command=${words[1]}
    [[ $command == help ]] && { ((last == 2)) && _redbook_words "${_redbook_commands[@]}"; return; }
    for ((i = 2; i < last; i++)); do
        if [[ $only_operands || ${words[i]} != -?* ]]; then
            operands=$((operands + 1))
        elif [[ ${words[i]} == -- ]]; then
            only_operands=yes
        elif [[ ${words[i]} != *=* ]] && _redbook_takes_value "$command" "${words[i]}"; then
            i=$((i + 1))
            ((i == last)) && option=${words[i - 1]}
        fi
    done
    if [[ ! $option && ! $only_operands && $word == --*=* ]]; then
        option=${word%%=*} value=${word#*=} lead=$option=
    fi
    if [[ $option ]]; then
        _redbook_value "$command" "$option"
    elif [[ ! $only_operands && $word == -* ]]; then
        _redbook_options "$command"
    else
        _redbook_operand "$command" $operands
    fi
    # Of a word that readline breaks, only what is after the break is replaced.
    local whole=$word before=''
    [[ $COMP_WORDBREAKS == *=* && $whole == *=* ]] && before=${whole%"${whole##*=}"}
    [[ $COMP_WORDBREAKS == *:* && $whole == *:* && ${whole%"${whole##*:}"} == "$before"* ]] && before=${whole%"${whole##*:}"}
    for i in "${!COMPREPLY[@]}"; do
        COMPREPLY[i]=$lead${COMPREPLY[i]}
        COMPREPLY[i]=${COMPREPLY[i]#"$before"}
    done
}
complete -F _redbook redbook

)";

std::string bash_action(const Offer& offer) {
    if (offer.drives && !offer.words.empty()) return "_redbook_recorder";
    if (offer.list) return fmt::format("_redbook_list {}{}", int(offer.numbered), all_quoted(offer.words));
    if (offer.drives) return "_redbook_drives";
    if (offer.folders) return "_redbook_folders";
    if (offer.files) return "_redbook_files" + all_quoted(offer.endings);
    if (!offer.words.empty()) return "_redbook_words" + all_quoted(offer.words);
    return "";
}

std::string bash_commands() {
    std::string text = "_redbook_commands=(";
    for (const Command& command : cli::commands()) text += fmt::format("{} ", command.name);
    text.back() = ')';
    return text + "\n";
}

// case COMMAND in .. esac, with `row` for what is done for each command.
template <class Row>
std::string bash_function(std::string_view name, const Row& row) {
    std::string text = fmt::format("\n_redbook_{}() {{\n    case $1 in\n", name);
    for (const Command& command : cli::commands())
        text += fmt::format("    {}) {} ;;\n", command.name, row(cli::parameters_of(command)));
    return text + "    esac\n}\n";
}

std::string bash_option_names(const std::vector<Parameter>& parameters) {
    std::string text = "_redbook_words";
    for (const Parameter& p : parameters)
        if (!p.operand)
            for (const std::string& name : p.names) text += " " + name;
    return text;
}

std::string bash_names_with_value(const std::vector<Parameter>& parameters) {
    std::string text;
    for (const Parameter& p : parameters)
        if (!p.value.empty())
            for (const std::string& name : p.names) text += (text.empty() ? "" : "|") + name;
    return text.empty() ? "return 1" : fmt::format("[[ '|{}|' == *\"|$2|\"* ]]", text);
}

std::string bash_values(const std::vector<Parameter>& parameters) {
    std::map<std::string, std::string> names_by_action;
    for (const Parameter& p : parameters)
        if (const std::string action = bash_action(p.offer); !p.operand && !action.empty())
            for (const std::string& name : p.names) {
                std::string& names = names_by_action[action];
                names += (names.empty() ? "" : "|") + name;
            }
    std::string text = "case $2 in\n";
    for (const auto& [action, names] : names_by_action)
        text += fmt::format("        {}) {} ;;\n", names, action);
    return text + "        esac";
}

std::string bash_operands(const std::vector<Parameter>& parameters) {
    std::string text = "case $2 in\n";
    int number = 0;
    for (const Parameter& p : parameters)
        if (p.operand)
            text += fmt::format("        {}) {} ;;\n", p.repeats ? "*" : std::to_string(number++),
                                bash_action(p.offer));
    return text + "        esac";
}

// Zsh, as a function for _arguments.
std::string zsh_escaped(std::string_view text, std::string_view special) {
    std::string out;
    for (const char c : text) {
        if (special.find(c) != special.npos) out += '\\';
        out += c;
    }
    return out;
}

std::string zsh_action(const Offer& offer) {
    std::vector<std::string> words;
    for (const std::string& word : offer.words) words.push_back(zsh_escaped(word, "\\: ()"));
    if (offer.drives && !offer.words.empty()) return "_redbook_recorder";
    if (offer.list && !offer.numbered) return fmt::format("_values -s , part {}", fmt::join(words, " "));
    if (offer.list) return fmt::format("_redbook_numbered {}", fmt::join(words, " "));
    if (offer.drives) return "_redbook_drives";
    if (offer.folders) return "_files -/";
    if (offer.files && offer.endings.empty()) return "_files";
    if (offer.files) {
        std::vector<std::string> endings;
        for (const std::string& ending : offer.endings) endings.push_back(ending.substr(1));
        // In parentheses a single one would be a qualifier.
        const std::string any = fmt::format("{}", fmt::join(endings, "|"));
        return "_files -g \"(#i)*." + (endings.size() == 1 ? any : "(" + any + ")") + "\"";
    }
    return words.empty() ? " " : fmt::format("({})", fmt::join(words, " "));
}

std::string zsh_specs(const Parameter& p) {
    const std::string message = zsh_escaped(p.operand ? p.names[0] : p.value, "\\:");
    if (p.operand)
        return fmt::format(" {}", quoted((p.repeats ? "*:" : ":") + message + ":" + zsh_action(p.offer)));
    std::string specs;
    for (const std::string& name : p.names) {
        const std::string exclusive = p.value.empty() ? fmt::format("({})", fmt::join(p.names, " ")) : "*";
        std::string spec = exclusive + name;
        if (!p.value.empty() && name.starts_with("--")) spec += "=";
        spec += fmt::format("[{}]", zsh_escaped(p.help, "\\[]"));
        if (!p.value.empty()) spec += ":" + message + ":" + zsh_action(p.offer);
        specs += fmt::format(" \\\n            {}", quoted(spec));
    }
    return specs;
}

constexpr const char* kZshHead = R"(#compdef redbook
# zsh completion for redbook: made from the table of its options when redbook was built

_redbook_drives() {
    local -a drives=(/dev/sr<->(N))
    _wanted drives expl drive compadd -a drives
}

# A folder of images, or a drive.
_redbook_recorder() {
    if compset -P image:; then
        _files -/
    else
        _alternative 'recorders:recorder:compadd -S "" image:' 'drives:drive:_redbook_drives'
    fi
}

# Words with commas between, after a track number.
_redbook_numbered() {
    compset -P '<->=' && _values -s , flag "$@"
}

)";

std::string zsh_commands() {
    std::string text = "_redbook_commands() {\n    local -a commands=(\n";
    for (const Command& command : cli::commands())
        text += "        " +
                quoted(fmt::format("{}:{}", command.name, zsh_escaped(command.description, "\\:"))) + "\n";
    return text + "    )\n    _describe command commands\n}\n\n";
}

} // namespace

std::string bash_completion() {
    return kBashHead + bash_commands() + bash_function("options", bash_option_names) +
           bash_function("takes_value", bash_names_with_value) + bash_function("value", bash_values) +
           bash_function("operand", bash_operands);
}

std::string zsh_completion() {
    std::string text =
        kZshHead + zsh_commands() +
        "_redbook() {\n"
        "    local curcontext=$curcontext context state state_descr line\n"
        "    typeset -A opt_args\n"
        "    _arguments -C '(- *)'{-h,--help}'[Show this help]' '(- *)--version[Show the version]' \\\n"
        "        '1:command:_redbook_commands' '*::argument:->arguments' && return\n"
        "    [[ $state == arguments ]] || return 1\n"
        "    case $words[1] in\n"
        "    help) _arguments '1:command:_redbook_commands' ;;\n";
    for (const Command& command : cli::commands()) {
        text += fmt::format("    {})\n        _arguments -s -S", command.name);
        for (const Parameter& p : cli::parameters_of(command)) text += zsh_specs(p);
        text += " ;;\n";
    }
    return text + "    esac\n}\n\n_redbook \"$@\"\n";
}

} // namespace redbook::manual
