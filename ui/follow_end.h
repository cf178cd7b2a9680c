#pragma once

#include <QObject>

class QScrollBar;

namespace ui {

/// Keeps a view at its end while it grows or is resized, until a person scrolls up; at the end again, it follows again.
/// GUI thread only.
class FollowEnd : public QObject {
  Q_OBJECT

 public:
  /// The bar owns it.
  explicit FollowEnd(QScrollBar& bar);

  bool isFollowing() const { return following_; }

 private:
  QScrollBar& bar_;
  bool following_ = true;
};

}  // namespace ui
