#pragma once

#include <QList>
#include <QObject>
#include <array>

#include "ui/step_frame.h"

class QAction;
class QMenu;

namespace ui {

/// What can be done in step mode, each with the window's key for it. Disabled where it is not possible; outside of step
/// mode only a schedule can be opened. GUI thread only.
class StepActions : public QObject {
  Q_OBJECT

 public:
  static constexpr int threadKeys = 9;

  explicit StepActions(QObject* parent = nullptr);

  enum class Playing : std::uint8_t { no, yes };
  /// Null: not in step mode.
  void setStep(const StepPointer& step, Playing playing);
  /// For a widget whose window the keys are to work in.
  QList<QAction*> all() const;
  /// All but the number keys.
  void fill(QMenu& menu) const;

  QAction* first;
  QAction* undo;
  QAction* redo;
  QAction* last;
  QAction* play;  ///< reads Pause while it plays
  QAction* runToCursor;
  QAction* split;  ///< checkable: statements into their loads and stores
  QAction* open;
  QAction* save;
  QAction* leave;
  std::array<QAction*, threadKeys> threads;  ///< number keys: the n-th thread goes on

 private:
  QAction* make(const QString& drawing, const QString& text, const QString& help, const QList<QKeySequence>& keys);
  void makeThreadKeys();
};

}  // namespace ui
