#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "patience.h"
#include "stepped_lesson.h"
#include "ui/explore_strip.h"
#include "ui/finding_row.h"
#include "ui/lesson_page.h"
#include "ui/lesson_text.h"
#include "ui/main_window.h"
#include "ui/notice.h"
#include "ui/objects_model.h"
#include "ui/objects_view.h"
#include "ui/parameter_form.h"
#include "ui/run_bar.h"
#include "ui/step_mode.h"
#include "ui/steps_view.h"

using course::RunState;
using course::StepThread;
using course::StepVerdict;

/// The schedule in the learner's hand, with the lessons that people get.
class TestMainWindowSchedules : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void init();
  void cleanup() { window_.reset(); }

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
  void explore_finds_the_failure_and_it_plays();
  void a_race_of_a_run_is_confirmed_by_a_schedule_to_it();
  void a_lock_order_of_a_run_is_confirmed_by_its_deadlock();
  void a_sound_variant_is_explored_to_a_verdict();
  void exploring_can_be_cancelled_and_tells_what_it_knows();
  void closing_while_exploring_ends_at_once();
  void closing_while_playing_ends_at_once();
  void a_schedule_is_saved_dropped_and_opened_at_its_start();
  void a_damaged_file_gives_one_sentence_and_nothing_is_lost();
  void a_schedule_that_the_program_does_not_follow_leaves_everything_as_it_was();
  void a_file_that_is_not_there_gives_one_sentence();
  void fast_random_stepping_ends_well();

 private:
  ui::StepMode& steps() const { return window_->page().stepMode(); }
  const course::StepFrame& now() const { return *steps().step(); }
  ui::ExploreStrip* strip() const { return window_->page().findChild<ui::ExploreStrip*>(); }
  ui::ParameterForm* form() const {
    return qobject_cast<ui::ParameterForm*>(window_->page().panel(ui::Panel::parameters));
  }
  const StepThread* thread(const std::string& name) const;
  void open(const QString& lesson);
  void chooseVariant(const QString& label) const;
  void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const { QTest::keyClick(window_.get(), key, modifiers); }
  /// Waits until that has an effect.
  void stepKey(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const;
  void begin();
  void press(const std::string& name) const;
  void pressUntil(const std::string& name, const std::function<bool(const StepThread&)>& done) const;
  void pressWhile(const std::string& name) const;
  void drop(const QString& file) const;
  QString notice() const;
  void makeLong() const;
  void confirmTheFirstFinding();

  std::unique_ptr<ui::MainWindow> window_;
  QTemporaryDir folder_;
};

namespace {

bool isOver(const StepThread& thread) { return thread.standing == StepThread::Standing::finished; }
bool wouldStore(const StepThread& thread) {
  return QString::fromStdString(thread.pending).contains(QStringLiteral("store"));
}

}  // namespace

void TestMainWindowSchedules::initTestCase() {
  QStandardPaths::setTestModeEnabled(true);
  QCoreApplication::setApplicationName(QStringLiteral("tst_main_window_schedules"));
}

void TestMainWindowSchedules::init() {
  for (const auto place : {QStandardPaths::AppConfigLocation, QStandardPaths::AppDataLocation}) {
    QDir(QStandardPaths::writableLocation(place)).removeRecursively();
  }
  window_ = std::make_unique<ui::MainWindow>(lessons::catalogue());
  window_->show();
  QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
  window_->activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(window_.get()));
  open(QStringLiteral("race-condition"));
}

void TestMainWindowSchedules::open(const QString& lesson) { window_->openLesson(lesson); }

void TestMainWindowSchedules::chooseVariant(const QString& label) const {
  for (auto* list : window_->findChildren<QComboBox*>()) {
    if (list->accessibleName() != QStringLiteral("Variant") || !list->isVisible()) continue;
    QTest::keyClick(list, Qt::Key_Home);
    for (int i = 0; i < list->count() && !list->currentText().contains(label); ++i) QTest::keyClick(list, Qt::Key_Down);
    QVERIFY(list->currentText().contains(label));
  }
}

const StepThread* TestMainWindowSchedules::thread(const std::string& name) const {
  for (const StepThread& each : now().threads) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

void TestMainWindowSchedules::stepKey(Qt::Key pressed, Qt::KeyboardModifiers modifiers) const {
  const ui::StepPointer before = steps().step();
  key(pressed, modifiers);
  QTRY_VERIFY2(steps().step() != before, qPrintable(steps().view()->message()));
}

void TestMainWindowSchedules::begin() {
  key(Qt::Key_F10);
  QTRY_VERIFY(steps().step() != nullptr);
}

void TestMainWindowSchedules::press(const std::string& name) const {
  for (std::size_t i = 0; i < now().threads.size(); ++i) {
    if (now().threads[i].name == name) return stepKey(static_cast<Qt::Key>(Qt::Key_1 + i));
  }
  QFAIL(name.c_str());
}

void TestMainWindowSchedules::pressUntil(const std::string& name,
                                         const std::function<bool(const StepThread&)>& done) const {
  for (int i = 0; i < 100 && !now().over && !done(*thread(name)); ++i) {
    press(name);
    if (QTest::currentTestFailed()) return;
  }
  QVERIFY(now().over || done(*thread(name)));
}

void TestMainWindowSchedules::pressWhile(const std::string& name) const {
  pressUntil(name, [](const StepThread& each) { return each.standing != StepThread::Standing::can_go; });
}

QString TestMainWindowSchedules::notice() const {
  const auto* notice = window_->findChild<ui::Notice*>();
  return notice->isVisible() ? notice->findChild<QLabel*>()->text() : QString();
}

void TestMainWindowSchedules::drop(const QString& file) const {
  QMimeData data;
  data.setUrls({QUrl::fromLocalFile(file)});
  QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(window_.get(), &enter);
  QVERIFY(enter.isAccepted());
  QDropEvent event(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(window_.get(), &event);
}

/// More schedules than anybody could go through.
void TestMainWindowSchedules::makeLong() const {
  chooseVariant(QStringLiteral("One lock"));
  Q_EMIT form()->parameterChanged(QStringLiteral("threads"), 5);
  Q_EMIT form()->parameterChanged(QStringLiteral("increments"), 20);
}

void TestMainWindowSchedules::step_key_opens_the_panel_at_the_first_step() {
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

void TestMainWindowSchedules::number_keys_lead_to_a_lost_update() {
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

void TestMainWindowSchedules::number_keys_lead_to_a_deadlock() {
  open(QStringLiteral("deadlock"));
  begin();
  pressWhile("main");
  press("worker-1");
  press("worker-2");
  pressWhile("worker-1");
  pressWhile("worker-2");
  if (thread("bystander")->standing == StepThread::Standing::can_go && !now().over) pressWhile("bystander");
  QCOMPARE(now().verdict.kind, StepVerdict::Kind::stuck);
  QVERIFY(steps().view()->verdict().contains(QStringLiteral("worker-2 waits for lock left")));
}

void TestMainWindowSchedules::number_keys_leave_a_consumer_waiting_for_ever() {
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

void TestMainWindowSchedules::undo_redo_and_jumps_are_keys_and_rows() {
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

void TestMainWindowSchedules::a_thread_that_cannot_go_says_why_when_its_key_is_pressed() {
  begin();
  pressWhile("main");
  const std::size_t position = now().position;
  key(Qt::Key_1);
  QTRY_VERIFY(steps().view()->message().contains(QStringLiteral("waits for the end of worker-1")));
  QCOMPARE(now().position, position);
}

void TestMainWindowSchedules::what_the_last_step_changed_is_marked_among_the_objects() {
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

void TestMainWindowSchedules::another_variant_starts_anew_and_another_lesson_leaves() {
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

void TestMainWindowSchedules::a_parameter_that_was_moved_is_used_as_it_is() {
  begin();
  Q_EMIT form()->parameterChanged(QStringLiteral("threads"), 3);
  QTRY_VERIFY(steps().step() != nullptr);
  pressWhile("main");
  QVERIFY(thread("worker-3") != nullptr);
}

void TestMainWindowSchedules::run_and_stop_leave_step_mode() {
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

void TestMainWindowSchedules::step_during_a_run_stops_it_first() {
  key(Qt::Key_F5);
  QVERIFY(window_->page().runs().busy());
  key(Qt::Key_F10);
  QTRY_VERIFY(steps().step() != nullptr);
  QVERIFY(!window_->page().runs().busy());
}

void TestMainWindowSchedules::explore_finds_the_failure_and_it_plays() {
  key(Qt::Key_F9);
  QTRY_VERIFY_WITH_TIMEOUT(steps().step() != nullptr, 30'000);
  QVERIFY2(strip()->text().contains(QStringLiteral("no increment is lost")), qPrintable(strip()->text()));
  QCOMPARE(now().position, 0U);
  QVERIFY(now().can_redo());
  for (auto* slider : steps().view()->findChildren<QSlider*>()) QTest::keyClick(slider, Qt::Key_Home);
  key(Qt::Key_F6);
  QVERIFY(steps().isPlaying());
  QTRY_VERIFY_WITH_TIMEOUT(now().over, 30'000);
  QVERIFY(!steps().isPlaying());
  QVERIFY(now().verdict.fails());
  QCOMPARE(now().position, now().steps.size());
}

void TestMainWindowSchedules::confirmTheFirstFinding() {
  QWidget* const findings = window_->page().panel(ui::Panel::findings);
  QTRY_VERIFY_WITH_TIMEOUT(findings->findChild<ui::FindingRow*>() != nullptr, 30'000);
  auto* confirm = findings->findChild<ui::FindingRow*>()->findChild<QPushButton*>();
  QVERIFY(!confirm->isHidden());
  QTest::keyClick(confirm, Qt::Key_Space);
  QTRY_VERIFY_WITH_TIMEOUT(steps().step() != nullptr, 30'000);
  QVERIFY2(strip()->text().contains(QStringLiteral("It can happen")), qPrintable(strip()->text()));
  QCOMPARE(now().position, 0U);
}

void TestMainWindowSchedules::a_race_of_a_run_is_confirmed_by_a_schedule_to_it() {
  key(Qt::Key_F5);
  confirmTheFirstFinding();
  QVERIFY2(strip()->text().contains(QStringLiteral("either can go first")), qPrintable(strip()->text()));
}

void TestMainWindowSchedules::a_lock_order_of_a_run_is_confirmed_by_its_deadlock() {
  open(QStringLiteral("deadlock"));
  key(Qt::Key_F5);
  confirmTheFirstFinding();
  QVERIFY2(strip()->text().contains(QStringLiteral("waits for")), qPrintable(strip()->text()));
}

void TestMainWindowSchedules::a_sound_variant_is_explored_to_a_verdict() {
  chooseVariant(QStringLiteral("Atomic"));
  key(Qt::Key_F9);
  QTRY_VERIFY_WITH_TIMEOUT(strip()->text().contains(QStringLiteral("hold")), 30'000);
  QVERIFY(strip()->isVisible());
  QVERIFY(!steps().isActive());
}

void TestMainWindowSchedules::exploring_can_be_cancelled_and_tells_what_it_knows() {
  makeLong();
  QSignalSpy found(&window_->page().explorer(), &ui::ExploreController::found);
  key(Qt::Key_F9);
  QSignalSpy advanced(&window_->page().explorer(), &ui::ExploreController::advanced);
  QTRY_VERIFY(advanced.size() > 2);
  for (auto* button : strip()->findChildren<QPushButton*>()) {
    if (button->text() == QStringLiteral("Cancel")) QTest::mouseClick(button, Qt::LeftButton);
  }
  QTRY_COMPARE(found.size(), 1);
  QVERIFY(strip()->isVisible());
}

void TestMainWindowSchedules::closing_while_exploring_ends_at_once() {
  makeLong();
  key(Qt::Key_F9);
  QVERIFY(window_->page().explorer().isActive());
  QElapsedTimer clock;
  clock.start();
  window_->close();
  window_.reset();
  QVERIFY2(clock.elapsed() < 3'000, qPrintable(QString::number(clock.elapsed())));
}

void TestMainWindowSchedules::closing_while_playing_ends_at_once() {
  begin();
  key(Qt::Key_F6);
  QVERIFY(steps().isPlaying());
  window_->close();
  window_.reset();
}

void TestMainWindowSchedules::a_schedule_is_saved_dropped_and_opened_at_its_start() {
  begin();
  for (int i = 0; i < 3; ++i) stepKey(Qt::Key_F10);
  const std::size_t all = now().steps.size();
  const QString file = folder_.filePath(QStringLiteral("mine.jsonl"));
  steps().saveTo(file);
  QTRY_VERIFY(QFile::exists(file));
  QTRY_VERIFY(steps().view()->message().contains(file));
  open(QStringLiteral("deadlock"));
  drop(file);
  QCOMPARE(window_->page().entry().id, std::string("race-condition"));
  QTRY_VERIFY(steps().step() != nullptr);
  QCOMPARE(now().position, 0U);
  QCOMPARE(now().steps.size(), all);
  QVERIFY(notice().isEmpty());
}

void TestMainWindowSchedules::a_damaged_file_gives_one_sentence_and_nothing_is_lost() {
  begin();
  stepKey(Qt::Key_F10);
  const QString name = folder_.filePath(QStringLiteral("damaged.jsonl"));
  for (const QByteArray& content :
       {QByteArray(), QByteArray("\0\xff{\x80", 4), QByteArray("{\"format\": 7}\n"), QByteArray("hello")}) {
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    drop(name);
    QVERIFY2(notice().contains(name) && notice().endsWith(QLatin1Char('.')), qPrintable(notice()));
    QVERIFY(steps().isActive());
    QCOMPARE(now().position, 1U);
  }
}

void TestMainWindowSchedules::a_schedule_that_the_program_does_not_follow_leaves_everything_as_it_was() {
  begin();
  for (int i = 0; i < 5; ++i) stepKey(Qt::Key_F10);
  const QString name = folder_.filePath(QStringLiteral("altered.jsonl"));
  steps().saveTo(name);
  QTRY_VERIFY(steps().view()->message().contains(name));
  QFile file(name);
  QVERIFY(file.open(QIODevice::ReadWrite));
  const QByteArray altered = file.readAll().replace("main/0", "main/7");
  QVERIFY(file.resize(0) && file.seek(0) && file.write(altered) == altered.size());
  file.close();
  chooseVariant(QStringLiteral("One lock"));
  QTRY_VERIFY(steps().step() != nullptr);
  stepKey(Qt::Key_F10);
  drop(name);
  QTRY_VERIFY2(notice().endsWith(QLatin1Char('.')), qPrintable(notice()));
  QVERIFY(steps().isActive());
  QCOMPARE(now().position, 1U);
  stepKey(Qt::Key_F10);
  QCOMPARE(now().position, 2U);
}

void TestMainWindowSchedules::a_file_that_is_not_there_gives_one_sentence() {
  window_->openSchedule(folder_.filePath(QStringLiteral("no-such.jsonl")));
  QVERIFY(notice().startsWith(QStringLiteral("Cannot read")));
}

void TestMainWindowSchedules::fast_random_stepping_ends_well() {
  QRandomGenerator chance(20251121);
  for (int i = 0; i < 150; ++i) {
    switch (chance.bounded(12)) {
      case 0: key(Qt::Key_F5); break;
      case 1: key(Qt::Key_F5, Qt::ShiftModifier); break;
      case 2: key(Qt::Key_F9); break;
      case 3: key(Qt::Key_F6); break;
      case 4: key(Qt::Key_Backspace); break;
      case 5: open(chance.bounded(2) == 0 ? QStringLiteral("race-condition") : QStringLiteral("deadlock")); break;
      case 6: key(Qt::Key_D, Qt::ControlModifier); break;
      case 7: key(Qt::Key_End, Qt::AltModifier); break;
      default: key(chance.bounded(2) == 0 ? Qt::Key_F10 : static_cast<Qt::Key>(Qt::Key_1 + chance.bounded(4)));
    }
    if (chance.bounded(3) == 0) QCoreApplication::processEvents();
  }
  window_->page().stop();
  QTRY_VERIFY(!window_->page().runs().busy());
  QTRY_COMPARE(window_->findChildren<ui::LessonPage*>().size(), 1);
}

QTEST_MAIN(TestMainWindowSchedules)
#include "tst_main_window_schedules.moc"
