#include "ui/code_font.h"

#include <QApplication>
#include <QFontDatabase>

namespace ui {

QFont codeFont() {
  QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
  font.setFixedPitch(true);
  font.setPointSizeF(QApplication::font().pointSizeF());
  return font;
}

}  // namespace ui
