#include "ui/panel.h"

namespace ui {

QString title(Panel panel) {
  switch (panel) {
    case Panel::lessons: return QStringLiteral("Lessons");
    case Panel::steps: return QStringLiteral("Steps");
    case Panel::challenge: return QStringLiteral("Challenge");
    case Panel::parameters: return QStringLiteral("Parameters");
    case Panel::charts: return QStringLiteral("Charts");
    case Panel::runs: return QStringLiteral("Runs");
    case Panel::claims: return QStringLiteral("Claims");
    case Panel::prediction: return QStringLiteral("Prediction");
    case Panel::threads: return QStringLiteral("Threads");
    case Panel::objects: return QStringLiteral("Objects");
    case Panel::waits: return QStringLiteral("Wait-for");
    case Panel::findings: return QStringLiteral("Findings");
    case Panel::output: return QStringLiteral("Output");
    case Panel::log: return QStringLiteral("Log");
  }
  return {};
}

QString key(Panel panel) {
  switch (panel) {
    case Panel::lessons: return QStringLiteral("Ctrl+1");
    case Panel::steps: return QStringLiteral("Ctrl+G");
    case Panel::challenge: return QStringLiteral("Ctrl+K");
    case Panel::parameters: return QStringLiteral("Ctrl+4");
    case Panel::charts: return QStringLiteral("Ctrl+5");
    case Panel::runs: return QStringLiteral("Ctrl+M");
    case Panel::claims: return QStringLiteral("Ctrl+6");
    case Panel::prediction: return QStringLiteral("Ctrl+P");
    case Panel::threads: return QStringLiteral("Ctrl+7");
    case Panel::objects: return QStringLiteral("Ctrl+8");
    case Panel::waits: return QStringLiteral("Ctrl+9");
    case Panel::findings: return QStringLiteral("Ctrl+F");
    case Panel::output: return QStringLiteral("Ctrl+0");
    case Panel::log: return QStringLiteral("Ctrl+L");
  }
  return {};
}

}  // namespace ui
