#pragma once

#include <QFont>

namespace ui {

/// The fixed-width font in the application's text size. GUI thread only.
QFont codeFont();

}  // namespace ui
