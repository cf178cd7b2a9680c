#include "ui/follow_end.h"

#include <QScrollBar>

namespace ui {

FollowEnd::FollowEnd(QScrollBar& bar) : QObject(&bar), bar_(bar) {
  connect(&bar_, &QScrollBar::valueChanged, this, [this](int value) { following_ = value == bar_.maximum(); });
  connect(&bar_, &QScrollBar::rangeChanged, this, [this] {
    if (following_) bar_.setValue(bar_.maximum());
  });
}

}  // namespace ui
