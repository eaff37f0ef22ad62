#include "cli/shell_prompt.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <editline/readline.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <optional>

#include "cli/shell_completion.hpp"
#include "query/print.hpp"
#include "query/table.hpp"
#include "query/value_ops.hpp"

namespace kg::cli {

namespace {

constexpr const char* help_text =
    "A query ends with ';' or an empty line. Ctrl-C stops a running query, Ctrl-D leaves.\n"
    "  :help                 this\n"
    "  :schema               labels, relationship types and property keys\n"
    "  :param NAME VALUE     set $NAME to any expression; ':param' lists all\n"
    "  :explain QUERY        the plan, with the rows it expects\n"
    "  :profile QUERY        the rows and the plan, with what it really took\n"
    "  :timeout MS           stop queries after this time; 0 for never\n"
    "  :quit                 leave\n"
    "Try:  MATCH (a:Person)-[r:MET]-(b) RETURN a.name, b.name, r.times ORDER BY r.times DESC LIMIT 10;\n";

// A signal handler has nothing but globals to speak through.
std::atomic<bool> interrupted{false};

class CatchInterrupt {
 public:
  CatchInterrupt() {
    interrupted = false;
    struct sigaction action {};
    action.sa_handler = [](int) { interrupted = true; };
    sigaction(SIGINT, &action, &before_);
  }
  ~CatchInterrupt() { sigaction(SIGINT, &before_, nullptr); }
  CatchInterrupt(const CatchInterrupt&) = delete;
  CatchInterrupt& operator=(const CatchInterrupt&) = delete;

 private:
  struct sigaction before_ {};
};

std::size_t terminal_width() {
  winsize size{};
  return isatty(STDOUT_FILENO) != 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 100;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
  return text;
}

std::string plural(std::int64_t count, const char* what) { return std::to_string(count) + " " + what + (count == 1 ? "" : "s"); }

class Prompt {
 public:
  explicit Prompt(query::Session& session) : session_(session), terminal_(isatty(STDIN_FILENO) != 0) {}

  bool run(const std::string& graph_name) {
    if (terminal_) begin_terminal(graph_name);
    std::string query;
    while (auto line = read_line(query.empty() ? "kg> " : "  > ")) {
      const std::string_view text = trimmed(*line);
      if (query.empty() && text.starts_with(':')) {
        if (text == ":quit" || text == ":exit") break;
        command(text.substr(1));
        continue;
      }
      if (!text.empty()) query += (query.empty() ? "" : "\n") + *line;
      if (!query.empty() && (text.empty() || text.ends_with(';'))) {
        ask(query, {});
        query.clear();
      }
    }
    if (!trimmed(query).empty()) ask(query, {});
    if (terminal_) end_terminal();
    return !failed_;
  }

 private:
  void begin_terminal(const std::string& graph_name) {
    std::cout << "kg shell: " << plural(static_cast<std::int64_t>(session_.graph().node_count()), "node") << ", "
              << plural(static_cast<std::int64_t>(session_.graph().edge_count()), "relationship")
              << (graph_name.empty() ? "" : ", a copy of " + graph_name) << ". :help lists the commands.\n";
    start_completion(session_.graph());
    using_history();
    if (const char* home = std::getenv("HOME")) history_file_ = std::string(home) + "/.kg_history";
    if (!history_file_.empty()) read_history(history_file_.c_str());
  }

  void end_terminal() {
    std::cout << '\n';
    if (!history_file_.empty()) write_history(history_file_.c_str());
  }

  std::optional<std::string> read_line(const char* prompt) {
    if (!terminal_) {
      std::string line;
      if (!std::getline(std::cin, line)) return {};
      return line;
    }
    std::cout.flush();
    char* line = readline(prompt);
    if (line == nullptr) return {};
    std::string text = line;
    std::free(line);
    if (!trimmed(text).empty()) add_history(text.c_str());
    return text;
  }

  void command(std::string_view text) {
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view name = text.substr(0, space), rest = trimmed(text.substr(space));
    query::RunOptions options;
    if (name == "help") {
      std::cout << help_text;
    } else if (name == "schema") {
      show_schema();
    } else if (name == "param" || name == "params") {
      set_parameter(rest);
    } else if (name == "explain" && !rest.empty()) {
      options.explain = true;
      ask(std::string(rest), options);
    } else if (name == "profile" && !rest.empty()) {
      options.profile = true;
      ask(std::string(rest), options);
    } else if (name == "timeout" && !rest.empty() && std::ranges::all_of(rest, [](char c) { return c >= '0' && c <= '9'; }) && rest.size() < 10) {
      timeout_ = std::chrono::milliseconds(std::stol(std::string(rest)));
    } else {
      failed_ = true;
      std::cerr << "kg: unknown command ':" << name << "'\n  hint: :help lists all\n";
    }
  }

  void show_schema() {
    const auto& graph = session_.graph();
    query::Table table{{"kind", "name", "count"}, {}, {false, false, true}};
    const auto add = [&](const char* kind, std::string_view name, const std::string& count) { table.rows.push_back({kind, std::string(name), count}); };
    for (std::uint32_t i = 0; i < graph.label_count(); ++i) add("label", graph.name(graph::LabelId{i}), std::to_string(graph.node_count(graph::LabelId{i})));
    for (std::uint32_t i = 0; i < graph.edge_type_count(); ++i) add("type", graph.name(graph::EdgeTypeId{i}), std::to_string(graph.edge_count(graph::EdgeTypeId{i})));
    for (std::uint32_t i = 0; i < graph.key_count(); ++i) add("key", graph.name(graph::KeyId{i}), "");
    std::ranges::sort(table.rows);
    query::write_table(table, terminal_width(), false, std::cout);
  }

  void set_parameter(std::string_view text) {
    if (text.empty()) {
      for (const auto& [name, value] : parameters_) std::cout << "$" << name << " = " << query::print(value, session_.graph()) << '\n';
      return;
    }
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string name(text.substr(0, space));
    try {
      const auto result = session_.run("RETURN " + std::string(text.substr(space)), options({}));
      std::erase_if(parameters_, [&](const auto& entry) { return entry.first == name; });
      if (!result.rows.empty() && !result.rows[0].empty()) parameters_.emplace_back(name, result.rows[0][0]);
    } catch (const Error& error) {
      failed_ = true;
      std::cerr << error.report() << '\n';
    }
  }

  query::RunOptions options(query::RunOptions base) const {
    base.parameters = parameters_;
    base.timeout = timeout_;
    base.cancelled = &interrupted;
    return base;
  }

  void ask(const std::string& text, const query::RunOptions& base) {
    try {
      const CatchInterrupt guard;
      const auto start = std::chrono::steady_clock::now();
      const query::QueryResult result = session_.run(text, options(base));
      const double milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
      show(result);
      for (const std::string& note : result.notes) std::cerr << "kg: " << note << '\n';
      if (terminal_ && !base.explain) {
        std::cout << plural(static_cast<std::int64_t>(result.rows.size()), "row") << counts(result.counts) << ", ";
        std::cout.setf(std::ios::fixed);
        std::cout.precision(1);
        std::cout << milliseconds << " ms\n";
      }
    } catch (const Error& error) {
      failed_ = true;
      std::cout.flush();
      std::cerr << error.report() << '\n';
    }
  }

  void show(const query::QueryResult& result) {
    if (!result.columns.empty() && (result.plan.empty() || !result.rows.empty())) {
      query::Table table{result.columns, {}, {}};
      table.right.assign(result.columns.size(), !result.rows.empty());
      for (const query::List& row : result.rows) {
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < row.size(); ++i) {
          cells.push_back(query::print_cell(row[i], session_.graph()));
          if (!query::is_number(row[i])) table.right[i] = false;
        }
        table.rows.push_back(std::move(cells));
      }
      query::write_table(table, terminal_width(), false, std::cout);
    }
    std::cout << result.plan;
  }

  static std::string counts(const query::UpdateCounts& counts) {
    std::string out;
    const auto add = [&](std::int64_t count, const char* what, const char* done) {
      if (count > 0) out += ", " + plural(count, what) + " " + done;
    };
    add(counts.nodes_created, "node", "created");
    add(counts.nodes_deleted, "node", "deleted");
    add(counts.relationships_created, "relationship", "created");
    add(counts.relationships_deleted, "relationship", "deleted");
    add(counts.properties_set, "value", "set");
    add(counts.labels_added, "label", "added");
    add(counts.labels_removed, "label", "removed");
    return out;
  }

  query::Session& session_;
  bool terminal_;
  bool failed_ = false;
  query::Map parameters_;
  std::chrono::milliseconds timeout_{0};
  std::string history_file_;
};

}  // namespace

bool run_prompt(query::Session& session, const std::string& graph_name) { return Prompt(session).run(graph_name); }

}  // namespace kg::cli
