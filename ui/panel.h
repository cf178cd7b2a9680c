#pragma once

#include <QString>
#include <array>
#include <cstdint>

namespace ui {

/// The areas around the text and the code, each in a dock of its own.
enum class Panel : std::uint8_t {
  lessons,
  steps,
  challenge,
  parameters,
  charts,
  runs,
  claims,
  prediction,
  threads,
  objects,
  waits,
  findings,
  output,
  log,
};

inline constexpr std::array allPanels{Panel::lessons, Panel::steps,   Panel::challenge, Panel::parameters,
                                      Panel::charts,  Panel::runs,    Panel::claims,    Panel::prediction,
                                      Panel::threads, Panel::objects, Panel::waits,     Panel::findings,
                                      Panel::output,  Panel::log};

/// As in the dock's title and the View menu.
QString title(Panel panel);
/// The key that moves the focus there.
QString key(Panel panel);

}  // namespace ui
