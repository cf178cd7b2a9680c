#pragma once

#include <QString>
#include <string_view>

namespace ui {

/// The core's UTF-8 as Qt's text.
inline QString words(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// In front of what the last step changed.
inline const QString changedSign = QStringLiteral("\u25B8 ");

}  // namespace ui
