#pragma once

#include <QColor>
#include <QPixmap>
#include <QRectF>

#include "trace/ids.h"

class QPainter;
class QWidget;

/// A thread's letter on its colour: the sign by which every view names it. GUI thread only.
namespace ui {

/// Black or white, whichever reads better on `background`.
QColor inkOn(const QColor& background);

void paintThreadBadge(QPainter& painter, const QRectF& box, trace::ThreadId thread);

/// As an image in the widget's font and resolution, for item views and labels.
QPixmap threadBadge(trace::ThreadId thread, const QWidget& widget);

}  // namespace ui
