#include <QApplication>
#include <QDockWidget>
#include <QSlider>
#include <QTableView>
#include <QTest>
#include <algorithm>

#include "patience.h"
#include "stepped_window.h"
#include "ui/code_view.h"
#include "ui/finding_row.h"
#include "ui/lesson_text.h"
#include "ui/listing.h"
#include "ui/objects_model.h"
#include "ui/objects_view.h"
#include "ui/parameter_form.h"
#include "ui/steps_view.h"

using course::RunState;
using course::StepThread;
using course::StepVerdict;

/// Step mode in the learner's hand.
class TestMainWindowSteps : public QObject, protected SteppedWindow {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { beUnknown(QStringLiteral("tst_main_window_steps")); }
  void init() { showWindow(); }
  void cleanup() { closeWindow(); }

  void step_key_opens_the_panel_at_the_first_step();
  void number_keys_lead_to_a_lost_update();
  void number_keys_lead_to_a_deadlock();
  void number_keys_leave_a_consumer_waiting_for_ever();
  void undo_redo_and_jumps_are_keys_and_rows();
  void a_thread_that_cannot_go_says_why_when_its_key_is_pressed();
  void what_the_last_step_changed_is_marked_among_the_objects();
  void another_variant_starts_anew_and_another_lesson_leaves();
  void a_parameter_that_was_moved_is_used_as_it_is();
  void run_and_stop_leave_step_mode();
  void step_during_a_run_stops_it_first();
  void ctrl_F10_runs_to_the_line_of_the_cursor();
  void a_double_click_runs_to_the_line_clicked();
  void a_line_that_nobody_comes_to_is_said_and_undone();
  void the_speed_of_playing_is_reached_and_changed_by_keys();
  void what_could_go_wrong_is_listed_while_stepping();

 private:
  ui::Listing& listing() const { return window_->page().findChild<ui::CodeView*>()->cpp(); }
  int lineOf(const QString& code) const;
  void putCursorOn(int line) const;
  void standsBefore(int line) const;
};

namespace {

bool isOver(const StepThread& thread) { return thread.standing == StepThread::Standing::finished; }
bool wouldStore(const StepThread& thread) {
  return QString::fromStdString(thread.pending).contains(QStringLiteral("store"));
}

}  // namespace

void TestMainWindowSteps::step_key_opens_the_panel_at_the_first_step() {
  auto* dock = window_->findChild<QDockWidget*>(QStringLiteral("dock Steps"));
  QVERIFY(!dock->isVisible());
  begin();
  QVERIFY(dock->isVisible());
  QCOMPARE(now().position, 0U);
  QVERIFY(steps().view()->message().contains(QStringLiteral("Threads = 2")));
  QVERIFY(!window_->page().findChild<ui::LessonText*>()->isVisible());
  stepKey(Qt::Key_F10);
  QCOMPARE(now().position, 1U);
}

void TestMainWindowSteps::number_keys_lead_to_a_lost_update() {
  begin();
  pressWhile("main");
  pressUntil("worker-1", wouldStore);
  pressUntil("worker-2", isOver);
  pressUntil("worker-1", isOver);
  pressUntil("main", isOver);
  QVERIFY(now().over);
  QCOMPARE(now().verdict.kind, StepVerdict::Kind::claim_fails);
  QCOMPARE(now().verdict.claim, std::string("nothing-lost"));
  QVERIFY(!now().verdict.culprits.empty());
  QVERIFY(steps().view()->verdict().contains(QStringLiteral("no increment is lost")));
}

void TestMainWindowSteps::number_keys_lead_to_a_deadlock() {
  open(QStringLiteral("deadlock"));
  begin();
  pressWhile("main");
  press("worker-1");
  press("worker-2");
  pressWhile("worker-1");
  pressWhile("worker-2");
  if (threadNamed("bystander")->standing == StepThread::Standing::can_go && !now().over) pressWhile("bystander");
  QCOMPARE(now().verdict.kind, StepVerdict::Kind::stuck);
  QVERIFY(steps().view()->verdict().contains(QStringLiteral("worker-2 waits for lock left")));
}

void TestMainWindowSteps::number_keys_leave_a_consumer_waiting_for_ever() {
  open(QStringLiteral("producer-consumer"));
  chooseVariant(QStringLiteral("One sentinel for all"));
  begin();
  while (!now().over && now().position < 200) {
    const auto next = std::find_if(now().threads.begin(), now().threads.end(), [](const StepThread& each) {
      return each.standing == StepThread::Standing::can_go;
    });
    QVERIFY(next != now().threads.end());
    press(next->name);
    if (QTest::currentTestFailed()) return;
  }
  QCOMPARE(now().verdict.kind, StepVerdict::Kind::stuck);
  QVERIFY(steps().view()->verdict().contains(QStringLiteral("consumer")));
}

void TestMainWindowSteps::undo_redo_and_jumps_are_keys_and_rows() {
  begin();
  for (int i = 0; i < 4; ++i) stepKey(Qt::Key_F10);
  const std::size_t there = now().position;
  stepKey(Qt::Key_Z, Qt::ControlModifier);
  stepKey(Qt::Key_Backspace);
  QCOMPARE(now().position, there - 2);
  stepKey(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
  QCOMPARE(now().position, there - 1);
  stepKey(Qt::Key_Home, Qt::AltModifier);
  QCOMPARE(now().position, 0U);
  stepKey(Qt::Key_End, Qt::AltModifier);
  QCOMPARE(now().position, there);
  QTest::keyClick(&steps().view()->table(), Qt::Key_Up);
  QTRY_COMPARE(now().position, there - 1);
  QVERIFY(now().can_redo());
}

void TestMainWindowSteps::a_thread_that_cannot_go_says_why_when_its_key_is_pressed() {
  begin();
  pressWhile("main");
  const std::size_t position = now().position;
  key(Qt::Key_1);
  QTRY_VERIFY(steps().view()->message().contains(QStringLiteral("waits for the end of worker-1")));
  QCOMPARE(now().position, position);
}

void TestMainWindowSteps::what_the_last_step_changed_is_marked_among_the_objects() {
  begin();
  pressWhile("main");
  pressUntil("worker-1", wouldStore);
  press("worker-1");
  const auto& objects = qobject_cast<ui::ObjectsView*>(window_->page().panel(ui::Panel::objects))->model();
  bool marked = false;
  for (int row = 0; row < objects.rowCount(); ++row) {
    if (objects.object(row).name != "counter") continue;
    const QModelIndex value = objects.index(row, ui::ObjectsModel::valueColumn);
    marked = value.data().toString() == QStringLiteral("\u25B8 1") && value.data(Qt::FontRole).value<QFont>().bold();
  }
  QVERIFY(marked);
  stepKey(Qt::Key_Backspace);
  for (int row = 0; row < objects.rowCount(); ++row) {
    if (objects.object(row).name == "counter") {
      QCOMPARE(objects.index(row, ui::ObjectsModel::valueColumn).data().toString(), QStringLiteral("0"));
    }
  }
}

void TestMainWindowSteps::another_variant_starts_anew_and_another_lesson_leaves() {
  begin();
  stepKey(Qt::Key_F10);
  stepKey(Qt::Key_F10);
  chooseVariant(QStringLiteral("One lock"));
  QTRY_VERIFY(steps().step() != nullptr && now().position == 0);
  QVERIFY(steps().isActive());
  open(QStringLiteral("deadlock"));
  QVERIFY(!steps().isActive());
  QVERIFY(!window_->findChild<QDockWidget*>(QStringLiteral("dock Steps"))->isVisible());
  QTRY_COMPARE(window_->findChildren<ui::LessonPage*>().size(), 1);
}

void TestMainWindowSteps::a_parameter_that_was_moved_is_used_as_it_is() {
  begin();
  Q_EMIT form()->parameterChanged(QStringLiteral("threads"), 3);
  QTRY_VERIFY(steps().step() != nullptr);
  pressWhile("main");
  QVERIFY(threadNamed("worker-3") != nullptr);
}

void TestMainWindowSteps::run_and_stop_leave_step_mode() {
  begin();
  key(Qt::Key_F5, Qt::ShiftModifier);
  QVERIFY(!steps().isActive());
  QVERIFY(window_->page().findChild<ui::LessonText*>()->isVisible());
  begin();
  key(Qt::Key_F5);
  QVERIFY(!steps().isActive());
  QVERIFY(window_->page().runs().busy());
  QTRY_COMPARE_WITH_TIMEOUT(window_->page().runs().state(), RunState::over, 30'000);
}

void TestMainWindowSteps::step_during_a_run_stops_it_first() {
  key(Qt::Key_F5);
  QVERIFY(window_->page().runs().busy());
  key(Qt::Key_F10);
  QTRY_VERIFY(steps().step() != nullptr);
  QVERIFY(!window_->page().runs().busy());
}

int TestMainWindowSteps::lineOf(const QString& code) const {
  const QStringList rows = listing().text().split(QLatin1Char('\n'));
  const auto row = std::ranges::find_if(rows, [&](const QString& each) { return each.contains(code); });
  return listing().range().at(static_cast<int>(row - rows.begin()));
}

/// By keys, in the listing.
void TestMainWindowSteps::putCursorOn(int line) const {
  key(Qt::Key_3, Qt::ControlModifier);
  QVERIFY(listing().isAncestorOf(QApplication::focusWidget()));
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Home, Qt::ControlModifier);
  for (int i = 0; i < 200 && listing().cursorLine() != line; ++i) {
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
  }
  QCOMPARE(listing().cursorLine(), line);
}

/// Nothing was done there, and somebody who stands there can.
void TestMainWindowSteps::standsBefore(int line) const {
  const auto its = static_cast<std::uint32_t>(line);
  QVERIFY(now().position > 0 && !now().over);
  for (std::size_t i = 0; i < now().position; ++i) QVERIFY(now().steps[i].line != its);
  const auto there = std::ranges::find(now().threads, its, &StepThread::line);
  QVERIFY(there != now().threads.end() && there->standing == StepThread::Standing::can_go);
  QCOMPARE(steps().view()->message(), QString());
}

void TestMainWindowSteps::ctrl_F10_runs_to_the_line_of_the_cursor() {
  begin();
  const int line = lineOf(QStringLiteral("counter.store(seen + 1);"));
  putCursorOn(line);
  const ui::StepPointer before = steps().step();
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_F10, Qt::ControlModifier);
  QTRY_VERIFY(steps().step() != before);
  standsBefore(line);
  QCOMPARE(listing().cursorLine(), line);
  stepKey(Qt::Key_F10, Qt::ControlModifier);
  QVERIFY2(listing().cursorLine() == line && !now().over, "it is not run to the same line again");
  const auto done = std::ranges::count(now().steps, static_cast<std::uint32_t>(line), &course::ScheduledStep::line);
  QCOMPARE(done, 1);
}

void TestMainWindowSteps::a_double_click_runs_to_the_line_clicked() {
  begin();
  const int line = lineOf(QStringLiteral("const int seen"));
  putCursorOn(line);
  auto* editor = qobject_cast<QAbstractScrollArea*>(QApplication::focusWidget());
  const QPoint there = editor->inputMethodQuery(Qt::ImCursorRectangle).toRect().center();
  QTest::keyClick(editor, Qt::Key_Home, Qt::ControlModifier);
  QVERIFY(listing().cursorLine() != line);
  const ui::StepPointer before = steps().step();
  QTest::mouseClick(editor->viewport(), Qt::LeftButton, {}, there);
  QCOMPARE(listing().cursorLine(), line);
  QCOMPARE(steps().step(), before);
  QTest::mouseDClick(editor->viewport(), Qt::LeftButton, {}, there);
  QTRY_VERIFY(steps().step() != before);
  standsBefore(line);
}

void TestMainWindowSteps::a_line_that_nobody_comes_to_is_said_and_undone() {
  begin();
  const int line = lineOf(QStringLiteral("void plain("));
  putCursorOn(line);
  stepKey(Qt::Key_F10, Qt::ControlModifier);
  QTRY_COMPARE(steps().view()->message(), QStringLiteral("No thread came to line %1.").arg(line));
  QVERIFY(now().over);
  stepKey(Qt::Key_Backspace);
  QVERIFY(!now().over);
  QCOMPARE(steps().view()->message(), QString());
}

void TestMainWindowSteps::the_speed_of_playing_is_reached_and_changed_by_keys() {
  begin();
  auto* speed = steps().view()->findChild<QSlider*>();
  steps().view()->table().setFocus();
  for (int i = 0; i < 300 && !speed->hasFocus(); ++i) QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
  QVERIFY2(speed->hasFocus(), qPrintable(QApplication::focusWidget()->accessibleName()));
  const auto pace = steps().view()->pace();
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left);
  QVERIFY(steps().view()->pace() < pace);
}

void TestMainWindowSteps::what_could_go_wrong_is_listed_while_stepping() {
  QWidget* const findings = window_->page().panel(ui::Panel::findings);
  begin();
  while (!now().over) stepKey(Qt::Key_F10);
  QVERIFY(!now().verdict.fails());
  const auto* row = findings->findChild<ui::FindingRow*>();
  QVERIFY(row != nullptr);
  QCOMPARE(row->finding().kind, model::FindingKind::race);
  stepKey(Qt::Key_Home, Qt::AltModifier);
  QVERIFY2(!findings->findChild<ui::FindingRow*>(), "it was not to be seen yet at the start");
}

QTEST_MAIN(TestMainWindowSteps)
#include "tst_main_window_steps.moc"
