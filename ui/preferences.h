#pragma once

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QString>

#include "ui/theme.h"

namespace ui {

/// What the window remembers from one start to the next: where it stood, how it looked, which lesson was open.
/// Kept in a small file of the user's configuration folder. What cannot be read is as if never set; what cannot be
/// written lasts until the program ends.
///
/// Thread-safety: GUI thread only.
class Preferences : public QObject {
  Q_OBJECT

 public:
  explicit Preferences(QObject* parent = nullptr);

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

 Q_SIGNALS:
  /// The file cannot be written, says the sentence; once.
  void troubled(const QString& sentence);

 private:
  void save();

  QSettings file_;
  bool told_ = false;
};

}  // namespace ui
