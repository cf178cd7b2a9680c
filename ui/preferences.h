#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>

#include "theme.h"

namespace ui {

/// What the window remembers from one start to the next: where it stood, how it looked, which lesson was open.
/// Kept in a small file of the user's configuration folder; what cannot be read or written is as if never set.
///
/// Thread-safety: GUI thread only.
class Preferences {
 public:
  Preferences();

  QByteArray geometry() const;
  QByteArray docks() const;
  /// Whether a person moved the dividers between the docks.
  bool dividedByHand() const;
  void setWindow(const QByteArray& geometry, const QByteArray& docks, bool dividedByHand);

  theme::Scheme scheme() const;
  void setScheme(theme::Scheme scheme);

  /// 80 to 200.
  int textPercent() const;
  void setTextPercent(int percent);

  QString lastLesson() const;
  void setLastLesson(const QString& lesson);

 private:
  QSettings file_;
};

}  // namespace ui
