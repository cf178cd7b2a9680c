#pragma once

#include <QIcon>
#include <QString>

namespace ui {

/// The project's own drawing `name` (resources/icons/NAME.svg) in the palette's text colour, which it follows when the
/// theme changes; greyed while disabled. A null icon if there is none of that name. GUI thread only.
QIcon icon(const QString& name);

}  // namespace ui
