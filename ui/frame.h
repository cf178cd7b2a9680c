#pragma once

#include <QMetaType>
#include <memory>

#include "course/outcome.h"

namespace ui {

/// What every view paints from. Shared, never changed; null before the first run of a page.
using FramePointer = std::shared_ptr<const course::Frame>;

}  // namespace ui

Q_DECLARE_METATYPE(ui::FramePointer)
