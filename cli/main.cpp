// kg: from articles to a graph that can be asked, drawn and quoted.
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/commands.hpp"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  CLI::App app{"kg: knowledge graphs from political news, with the sentence behind every fact", "kg"};
  app.set_version_flag("--version", "kg " KG_VERSION);
  app.require_subcommand(1);
  app.footer("Start here:\n  kg build articles/ && kg query \"who met Kim\"");

  int exit_code = kg::cli::done;
  for (const kg::cli::AddCommand add : kg::cli::commands()) add(app, exit_code);
  try {
    app.parse(argc, argv);
    std::cout.flush();
    if (!std::cout) throw kg::Error("cannot write to standard output");
    return exit_code;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kg::cli::done : kg::cli::wrong_usage;
  } catch (const kg::Error& error) {
    std::cout.flush();
    std::cerr << error.report() << '\n';
    return kg::cli::failed;
  } catch (const std::bad_alloc&) {
    std::cerr << "kg: out of memory\n";
    return kg::cli::failed;
  } catch (const std::exception& error) {
    std::cerr << "kg: " << error.what() << '\n';
    return kg::cli::failed;
  }
}
