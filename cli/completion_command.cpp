#include "cli/completion_command.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <iostream>

namespace kg::cli {

namespace {

// "F:{csv,dot}", as the help has it, to "csv dot": the values of an option that has a few; else empty.
std::string values_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const std::size_t begin = type.find('{'), end = type.find('}');
  if (begin == std::string::npos || end == std::string::npos) return {};
  std::string values = type.substr(begin + 1, end - begin - 1);
  std::replace(values.begin(), values.end(), ',', ' ');
  return values;
}

// The script is made of the commands and options themselves, so it knows all that the help knows. Words of
// options are offered after a '-'; where nothing fits, bash offers files.
void write_bash(const CLI::App& app, std::ostream& out) {
  std::string names, options, values;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    const std::string name = command->get_name();
    names += (names.empty() ? "" : " ") + name;
    std::string all;
    for (const CLI::Option* option : command->get_options()) {
      std::string spellings;
      for (const std::string& one : option->get_snames()) spellings += (spellings.empty() ? "-" : "|-") + one;
      for (const std::string& one : option->get_lnames()) spellings += (spellings.empty() ? "--" : "|--") + one;
      if (spellings.empty()) continue;
      for (const std::string& one : option->get_lnames()) all += (all.empty() ? "--" : " --") + one;
      std::string patterns = name + ":" + spellings;
      for (std::size_t at = 0; (at = patterns.find('|', at)) != std::string::npos; at += name.size() + 2) patterns.insert(at + 1, name + ":");
      if (const std::string known = values_of(*option); !known.empty()) values += fmt::format("    {}) words=\"{}\" ;;\n", patterns, known);
    }
    options += fmt::format("    {}) words=\"{}\" ;;\n", name, all);
  }
  out << "# Completion of kg for bash: eval \"$(kg completion bash)\"\n"
         "_kg() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} words=\n"
         "  case \"$command:$before\" in\n"
      << values
      << "    *) [[ $word == -* ]] && case \"$command\" in\n"
      << options
      << "    esac ;;\n"
         "  esac\n"
         "  [ \"$COMP_CWORD\" -eq 1 ] && words=\""
      << names
      << "\"\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
         "}\n"
         "complete -o default -F _kg kg\n";
}

}  // namespace

void add_completion_command(CLI::App& app, int&) {
  CLI::App* command = app.add_subcommand("completion", "A script that lets bash complete commands, options and formats");
  auto shell = std::make_shared<std::string>();
  command->add_option("SHELL", *shell, "which shell: bash")->required()->check(CLI::IsMember({"bash"}));
  command->footer("Put this into ~/.bashrc:\n  eval \"$(kg completion bash)\"");
  command->callback([&app, shell] { write_bash(app, std::cout); });
}

}  // namespace kg::cli
