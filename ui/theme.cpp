#include "ui/theme.h"

#include <QApplication>
#include <QFont>
#include <QStyleFactory>
#include <algorithm>
#include <array>

namespace ui::theme {
namespace {

struct Look {
  Scheme scheme = Scheme::light;
  qreal basePointSize = 0;
};

Look& look() {
  static Look current;
  return current;
}

bool dark() { return look().scheme == Scheme::dark; }

// Okabe-Ito without its black and its yellow, which vanish on one of the two backgrounds.
constexpr std::array okabeIto{0x0072B2U, 0xE69F00U, 0x009E73U, 0xCC79A7U, 0xD55E00U, 0x56B4E9U};

QColor okabeItoColor(std::size_t index) {
  const QColor color = QColor::fromRgb(okabeIto[index % okabeIto.size()]);
  // Each further round of the six is a shade of its own.
  const auto round = static_cast<int>(index / okabeIto.size() % 4);
  const QColor shade = round == 0 ? color : (round % 2 == 1 ? color.darker(100 + 25 * round) : color.lighter(120));
  return dark() ? shade.lighter(115) : shade;
}

QPalette lightPalette() {
  QPalette palette(QColor(0xF3, 0xF4, 0xF6));
  palette.setColor(QPalette::WindowText, QColor(0x1B, 0x1F, 0x24));
  palette.setColor(QPalette::Base, Qt::white);
  palette.setColor(QPalette::AlternateBase, QColor(0xF7, 0xF8, 0xFA));
  palette.setColor(QPalette::Text, QColor(0x1B, 0x1F, 0x24));
  palette.setColor(QPalette::ButtonText, QColor(0x1B, 0x1F, 0x24));
  palette.setColor(QPalette::Highlight, QColor(0x00, 0x5E, 0x9E));
  palette.setColor(QPalette::HighlightedText, Qt::white);
  palette.setColor(QPalette::Link, QColor(0x00, 0x5E, 0x9E));
  palette.setColor(QPalette::ToolTipBase, QColor(0xFF, 0xFD, 0xF2));
  palette.setColor(QPalette::ToolTipText, QColor(0x1B, 0x1F, 0x24));
  palette.setColor(QPalette::PlaceholderText, QColor(0x66, 0x6D, 0x76));
  return palette;
}

QPalette darkPalette() {
  QPalette palette(QColor(0x3A, 0x40, 0x49), QColor(0x26, 0x2A, 0x30));
  palette.setColor(QPalette::WindowText, QColor(0xE6, 0xE8, 0xEB));
  palette.setColor(QPalette::Base, QColor(0x1B, 0x1E, 0x23));
  palette.setColor(QPalette::AlternateBase, QColor(0x21, 0x25, 0x2B));
  palette.setColor(QPalette::Text, QColor(0xE6, 0xE8, 0xEB));
  palette.setColor(QPalette::ButtonText, QColor(0xE6, 0xE8, 0xEB));
  palette.setColor(QPalette::Highlight, QColor(0x2D, 0x7D, 0xC0));
  palette.setColor(QPalette::HighlightedText, Qt::white);
  palette.setColor(QPalette::Link, QColor(0x6C, 0xB6, 0xF5));
  palette.setColor(QPalette::ToolTipBase, QColor(0x33, 0x38, 0x40));
  palette.setColor(QPalette::ToolTipText, QColor(0xE6, 0xE8, 0xEB));
  palette.setColor(QPalette::PlaceholderText, QColor(0x8E, 0x96, 0xA0));
  return palette;
}

QPalette withDisabled(QPalette palette) {
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
    palette.setColor(QPalette::Disabled, role, palette.color(QPalette::PlaceholderText));
  }
  return palette;
}

}  // namespace

Scheme scheme() { return look().scheme; }

void apply(QApplication& application, Scheme scheme, int textPercent) {
  if (look().basePointSize <= 0) look().basePointSize = std::max<qreal>(application.font().pointSizeF(), 9.0);
  look().scheme = scheme;
  QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  QApplication::setPalette(withDisabled(dark() ? darkPalette() : lightPalette()));
  QFont font = application.font();
  font.setPointSizeF(look().basePointSize * std::clamp(textPercent, 80, 200) / 100.0);
  QApplication::setFont(font);
}

QColor threadColor(trace::ThreadId thread) { return okabeItoColor(thread.value == 0 ? 0 : thread.value - 1); }

QString threadLetter(trace::ThreadId thread) {
  if (thread.value == 0) return QStringLiteral("-");
  const auto index = thread.value - 1;
  const QString letter(QChar(u'A' + static_cast<char16_t>(index % 26)));
  return index < 26 ? letter : letter + QString::number(index / 26 + 1);
}

QColor stateColor(model::ThreadState state) {
  using model::ThreadState;
  switch (state) {
    case ThreadState::created: return dark() ? QColor(0x5A, 0x60, 0x69) : QColor(0xC4, 0xC9, 0xD0);
    case ThreadState::running: return QColor(0x00, 0x9E, 0x73);
    case ThreadState::ready: return QColor(0x56, 0xB4, 0xE9);
    case ThreadState::blocked: return QColor(0xD5, 0x5E, 0x00);
    case ThreadState::sleeping: return dark() ? QColor(0x7D, 0x86, 0x92) : QColor(0x9A, 0xA4, 0xB1);
    case ThreadState::finished: return dark() ? QColor(0x3A, 0x3F, 0x47) : QColor(0xE1, 0xE4, 0xE8);
  }
  return {};
}

QBrush stateBrush(model::ThreadState state) {
  using model::ThreadState;
  const auto pattern = [state] {
    switch (state) {
      case ThreadState::created: return Qt::Dense6Pattern;
      case ThreadState::running: return Qt::SolidPattern;
      case ThreadState::ready: return Qt::Dense3Pattern;
      case ThreadState::blocked: return Qt::BDiagPattern;
      case ThreadState::sleeping: return Qt::HorPattern;
      case ThreadState::finished: return Qt::SolidPattern;
    }
    return Qt::SolidPattern;
  };
  return {stateColor(state), pattern()};
}

QColor verdictColor(course::Verdict verdict) {
  switch (verdict) {
    case course::Verdict::undecided: return QApplication::palette().color(QPalette::PlaceholderText);
    case course::Verdict::holds: return dark() ? QColor(0x2F, 0xBF, 0x96) : QColor(0x00, 0x7A, 0x59);
    case course::Verdict::fails: return dark() ? QColor(0xF0, 0x84, 0x30) : QColor(0xB5, 0x4A, 0x00);
  }
  return {};
}

QString verdictSign(course::Verdict verdict) {
  switch (verdict) {
    case course::Verdict::undecided: return QStringLiteral("?");
    case course::Verdict::holds: return QStringLiteral("\u2713");
    case course::Verdict::fails: return QStringLiteral("\u2717");
  }
  return {};
}

QColor addedColor() { return {0x00, 0x9E, 0x73}; }
QColor removedColor() { return {0xCC, 0x79, 0xA7}; }

QColor seriesColor(int index) { return okabeItoColor(static_cast<std::size_t>(std::max(0, index))); }
QColor gridColor() { return dark() ? QColor(0x3A, 0x40, 0x48) : QColor(0xDD, 0xE1, 0xE6); }
QColor ink() { return QApplication::palette().color(QPalette::Text); }
QColor paper() { return QApplication::palette().color(QPalette::Base); }
QColor accent() { return QApplication::palette().color(QPalette::Link); }

QColor tinted(const QColor& color, double share) {
  const QColor under = paper();
  const auto mix = [share](int over, int below) { return static_cast<int>(over * share + below * (1 - share)); };
  return {mix(color.red(), under.red()), mix(color.green(), under.green()), mix(color.blue(), under.blue())};
}

}  // namespace ui::theme
