#include "ui/step_actions.h"

#include <QAction>
#include <QKeySequence>
#include <QMenu>

#include "ui/icons.h"

namespace ui {
namespace {

QString withKey(const QString& help, const QList<QKeySequence>& keys) {
  if (keys.isEmpty()) return help;
  return QStringLiteral("%1 (%2)").arg(help, keys.front().toString(QKeySequence::NativeText));
}

}  // namespace

StepActions::StepActions(QObject* parent) : QObject(parent) {
  first = make(QStringLiteral("first"), tr("To the start"), tr("Go back to the start"), {tr("Alt+Home")});
  undo = make(QStringLiteral("undo"), tr("Undo"), tr("Go one step back"),
              {QKeySequence(Qt::CTRL | Qt::Key_Z), QKeySequence(Qt::Key_Backspace)});
  redo = make(QStringLiteral("redo"), tr("Redo"), tr("Do the next step again"),
              {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
  last = make(QStringLiteral("last"), tr("To the end"), tr("Do all steps of the schedule"), {tr("Alt+End")});
  play = make(QStringLiteral("run"), tr("Play"), tr("Step by itself (F6)"), {});
  runToCursor = make({}, tr("Run to the line of the cursor"), tr("Step until a thread comes to the line of the cursor"),
                     {QKeySequence(Qt::CTRL | Qt::Key_F10)});
  split =
      make({}, tr("Split statements"), tr("Let a statement such as x += 1 be interrupted between its load and store"),
           {QKeySequence(Qt::CTRL | Qt::Key_D)});
  split->setCheckable(true);
  open = make(QStringLiteral("open"), tr("Open schedule ..."), tr("Open a schedule file"), {QKeySequence::Open});
  save = make(QStringLiteral("save"), tr("Save schedule ..."), tr("Save these steps to a file"), {QKeySequence::Save});
  leave = make(QStringLiteral("stop"), tr("Leave step mode"), tr("Leave step mode (Shift+F5)"), {});
  makeThreadKeys();
  setStep(nullptr, Playing::no);
}

QAction* StepActions::make(const QString& drawing, const QString& text, const QString& help,
                           const QList<QKeySequence>& keys) {
  auto* action = new QAction(drawing.isEmpty() ? QIcon() : icon(drawing), text, this);
  action->setShortcuts(keys);
  action->setToolTip(withKey(help, keys));
  return action;
}

void StepActions::makeThreadKeys() {
  for (int i = 0; i < threadKeys; ++i) {
    auto* action = new QAction(tr("Thread %1 goes on").arg(i + 1), this);
    action->setShortcut(QKeySequence(Qt::Key_1 + i));
    threads[static_cast<std::size_t>(i)] = action;
  }
}

void StepActions::setStep(const StepPointer& step, Playing playing) {
  const bool isPlaying = playing == Playing::yes;
  first->setEnabled(step && step->can_undo());
  undo->setEnabled(step && step->can_undo());
  redo->setEnabled(step && step->can_redo());
  last->setEnabled(step && step->can_redo());
  play->setEnabled(step != nullptr);
  play->setText(isPlaying ? tr("Pause") : tr("Play"));
  play->setIcon(icon(isPlaying ? QStringLiteral("pause") : QStringLiteral("run")));
  for (QAction* action : {runToCursor, split, save, leave}) action->setEnabled(step != nullptr);
  for (QAction* action : threads) action->setEnabled(step != nullptr);
}

QList<QAction*> StepActions::all() const {
  QList<QAction*> actions{first, undo, redo, last, play, runToCursor, split, open, save, leave};
  for (QAction* action : threads) actions.append(action);
  return actions;
}

void StepActions::fill(QMenu& menu) const {
  menu.addActions({undo, redo, first, last});
  menu.addSeparator();
  menu.addActions({play, runToCursor, split});
  menu.addSeparator();
  menu.addActions({open, save});
  menu.addSeparator();
  menu.addAction(leave);
}

}  // namespace ui
