#include <QAbstractButton>
#include <QAction>
#include <QDir>
#include <QDockWidget>
#include <QStandardPaths>
#include <QTest>
#include <QTreeWidget>

#include "lessons/catalogue.h"
#include "patience.h"
#include "ui/challenge_view.h"
#include "ui/lesson_list.h"
#include "ui/lesson_page.h"
#include "ui/main_window.h"
#include "ui/progress_store.h"
#include "ui/step_mode.h"

using ui::Panel;

/// A challenge in the window that people get.
class TestMainWindowChallenges : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void init();
  void cleanup() { window_.reset(); }

  void a_challenge_has_its_panel_and_other_lessons_theirs();
  void a_challenge_that_is_solved_has_a_star();
  void it_is_broken_and_repaired_by_the_keyboard_alone();

 private:
  void open(const QString& lesson) { window_->openLesson(lesson); }
  bool isOpen(Panel panel) const;
  QString title(const QString& lesson) const;
  void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const;
  void tabTo(const QString& text) const;
  void stepKey(Qt::Key key) const;
  const ui::StepPointer& step() const { return window_->page().stepMode().step(); }

  std::unique_ptr<ui::MainWindow> window_;
};

void TestMainWindowChallenges::initTestCase() {
  QStandardPaths::setTestModeEnabled(true);
  QCoreApplication::setApplicationName(QStringLiteral("tst_main_window_challenges"));
}

void TestMainWindowChallenges::init() {
  for (const auto place : {QStandardPaths::AppConfigLocation, QStandardPaths::AppDataLocation}) {
    QDir(QStandardPaths::writableLocation(place)).removeRecursively();
  }
  window_ = std::make_unique<ui::MainWindow>(lessons::catalogue());
  window_->show();
  QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
  window_->activateWindow();
}

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

void TestMainWindowChallenges::key(Qt::Key key, Qt::KeyboardModifiers modifiers) const {
  QWidget* focused = window_->focusWidget();
  QTest::keyClick(focused ? focused : window_.get(), key, modifiers);
}

/// To the button in the panel that begins with that text.
void TestMainWindowChallenges::tabTo(const QString& text) const {
  key(Qt::Key_K, Qt::ControlModifier);
  for (int i = 0; i < 20; ++i) {
    const auto* button = qobject_cast<QAbstractButton*>(window_->focusWidget());
    if (button && (button->text() + button->accessibleName()).startsWith(text)) return;
    key(Qt::Key_Tab);
  }
  QFAIL(qPrintable(QStringLiteral("no Tab leads to ") + text));
}

void TestMainWindowChallenges::stepKey(Qt::Key which) const {
  const std::size_t before = step()->position;
  key(which);
  QTRY_VERIFY(step()->position > before);
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
  window_.reset();
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
  key(Qt::Key_Space);
  QTRY_VERIFY(step() && step()->position == 0);
  for (const Qt::Key which : {Qt::Key_1, Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_3, Qt::Key_3, Qt::Key_2}) {
    stepKey(which);
  }
  stepKey(Qt::Key_2);
  while (!step()->over) stepKey(Qt::Key_1);
  QVERIFY(title(QStringLiteral(" Lost update")).startsWith(ui::sign(ui::Progress::halfSolved)));
  tabTo(QStringLiteral("Read, then write"));
  for (int i = 0; i < 3; ++i) key(Qt::Key_Down);
  tabTo(QStringLiteral("Judge my repair"));
  key(Qt::Key_Space);
  QTRY_VERIFY_WITH_TIMEOUT(title(QStringLiteral(" Lost update")).startsWith(ui::sign(ui::Progress::solved)), 20'000);
}

QTEST_MAIN(TestMainWindowChallenges)
#include "tst_main_window_challenges.moc"
