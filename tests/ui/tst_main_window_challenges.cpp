#include <QAbstractButton>
#include <QAction>
#include <QDockWidget>
#include <QTest>
#include <QTreeWidget>

#include "lessons/catalogue.h"
#include "stepped_window.h"
#include "ui/challenge_view.h"
#include "ui/lesson_list.h"
#include "ui/progress_store.h"

using ui::Panel;

/// A challenge in the window that people get.
class TestMainWindowChallenges : public QObject, protected SteppedWindow {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { beUnknown(QStringLiteral("tst_main_window_challenges")); }
  void init() { showWindow(); }
  void cleanup() { closeWindow(); }

  void a_challenge_has_its_panel_and_other_lessons_theirs();
  void a_challenge_that_is_solved_has_a_star();
  void it_is_broken_and_repaired_by_the_keyboard_alone();

 private:
  bool isOpen(Panel panel) const;
  QString title(const QString& lesson) const;
  /// To what has the focus.
  void type(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const;
  void tabTo(const QString& text) const;
};

bool TestMainWindowChallenges::isOpen(Panel panel) const {
  const auto* dock = window_->findChild<QDockWidget*>(QStringLiteral("dock ") + ui::title(panel));
  return dock->toggleViewAction()->isChecked();
}

/// As the list shows it, with its sign.
QString TestMainWindowChallenges::title(const QString& lesson) const {
  for (QTreeWidgetItemIterator item(window_->findChild<QTreeWidget*>()); *item; ++item) {
    if ((*item)->text(0).endsWith(lesson)) return (*item)->text(0);
  }
  return {};
}

void TestMainWindowChallenges::type(Qt::Key key, Qt::KeyboardModifiers modifiers) const {
  QWidget* focused = window_->focusWidget();
  QTest::keyClick(focused ? focused : window_.get(), key, modifiers);
}

/// To the button in the panel that begins with that text.
void TestMainWindowChallenges::tabTo(const QString& text) const {
  type(Qt::Key_K, Qt::ControlModifier);
  for (int i = 0; i < 20; ++i) {
    const auto* button = qobject_cast<QAbstractButton*>(window_->focusWidget());
    if (button && (button->text() + button->accessibleName()).startsWith(text)) return;
    type(Qt::Key_Tab);
  }
  QFAIL(qPrintable(QStringLiteral("no Tab leads to ") + text));
}

void TestMainWindowChallenges::a_challenge_has_its_panel_and_other_lessons_theirs() {
  for (int i = 0; i < 2; ++i) {
    open(QStringLiteral("race-condition"));
    QVERIFY(!isOpen(Panel::challenge));
    for (const Panel panel : {Panel::charts, Panel::claims}) QVERIFY(isOpen(panel));
    open(QStringLiteral("lost-update"));
    for (const Panel panel : {Panel::challenge, Panel::claims}) QVERIFY(isOpen(panel));
    for (const Panel panel : {Panel::charts, Panel::runs, Panel::prediction}) QVERIFY(!isOpen(panel));
  }
}

void TestMainWindowChallenges::a_challenge_that_is_solved_has_a_star() {
  closeWindow();
  {
    ui::ProgressStore store;
    store.noteBroken(QStringLiteral("lost-update"), 1);
    store.noteRepaired(QStringLiteral("lost-update"));
    store.noteBroken(QStringLiteral("boolean-flag"), 2);
  }
  window_ = std::make_unique<ui::MainWindow>(lessons::catalogue());
  QVERIFY(title(QStringLiteral(" Lost update")).startsWith(ui::sign(ui::Progress::solved)));
  QVERIFY(title(QStringLiteral(" Boolean flag")).startsWith(ui::sign(ui::Progress::halfSolved)));
}

void TestMainWindowChallenges::it_is_broken_and_repaired_by_the_keyboard_alone() {
  open(QStringLiteral("lost-update"));
  tabTo(QStringLiteral("Break it by hand"));
  type(Qt::Key_Space);
  QTRY_VERIFY(steps().step() && now().position == 0);
  for (const Qt::Key which : {Qt::Key_1, Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_3, Qt::Key_3, Qt::Key_2}) {
    stepKey(which);
  }
  stepKey(Qt::Key_2);
  while (!now().over) stepKey(Qt::Key_1);
  QVERIFY(title(QStringLiteral(" Lost update")).startsWith(ui::sign(ui::Progress::halfSolved)));
  tabTo(QStringLiteral("Read, then write"));
  for (int i = 0; i < 3; ++i) type(Qt::Key_Down);
  tabTo(QStringLiteral("Judge my repair"));
  type(Qt::Key_Space);
  QTRY_VERIFY_WITH_TIMEOUT(title(QStringLiteral(" Lost update")).startsWith(ui::sign(ui::Progress::solved)), 20'000);
}

QTEST_MAIN(TestMainWindowChallenges)
#include "tst_main_window_challenges.moc"
