#include "ui/elided_button.h"

#include <QStyleOptionButton>
#include <QStylePainter>

namespace ui {
namespace {

constexpr int fewestCharacters = 8;

}  // namespace

ElidedButton::ElidedButton(QWidget* parent) : QPushButton(parent) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize ElidedButton::minimumSizeHint() const {
  const QSize whole = sizeHint();
  const int least = fontMetrics().averageCharWidth() * fewestCharacters;
  return {std::min(whole.width(), least), whole.height()};
}

void ElidedButton::paintEvent(QPaintEvent*) {
  QStylePainter painter(this);
  QStyleOptionButton option;
  initStyleOption(&option);
  option.text.clear();
  painter.drawControl(QStyle::CE_PushButton, option);
  const int margin = fontMetrics().averageCharWidth();
  const QRect room = rect().adjusted(margin, 0, -margin, 0);
  painter.drawItemText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, option.palette, isEnabled(),
                       fontMetrics().elidedText(text(), Qt::ElideRight, room.width()), QPalette::ButtonText);
}

}  // namespace ui
