// What a command knows of the terminal it prints to.
#pragma once

#include <atomic>
#include <cstddef>

namespace kg::cli {

/// $COLUMNS, else the terminal's width, else 100 where the output is no terminal.
std::size_t terminal_width();

/// True if standard output is a terminal that shows colours ($NO_COLOR and TERM=dumb say no).
bool terminal_has_colour();

/// From here on Ctrl-C sets the flag instead of ending the program; a second Ctrl-C ends it.
const std::atomic<bool>& cancel_on_interrupt();

}  // namespace kg::cli
