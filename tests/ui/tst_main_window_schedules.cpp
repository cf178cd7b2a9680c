#include <QDropEvent>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QMimeData>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>

#include "dialog_answers.h"
#include "patience.h"
#include "stepped_window.h"
#include "ui/explore_strip.h"
#include "ui/finding_row.h"
#include "ui/parameter_form.h"
#include "ui/steps_view.h"

/// The schedule in the learner's hand, with the lessons that people get.
class TestMainWindowSchedules : public QObject, protected SteppedWindow {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { beUnknown(QStringLiteral("tst_main_window_schedules")); }
  void init() { showWindow(); }
  void cleanup() { closeWindow(); }

  void explore_finds_the_failure_and_it_plays();
  void a_race_of_a_run_is_confirmed_by_a_schedule_to_it();
  void what_is_confirmed_is_of_the_variant_that_ran_whatever_is_chosen_since();
  void a_lock_order_of_a_run_is_confirmed_by_its_deadlock();
  void a_sound_variant_is_explored_to_a_verdict();
  void exploring_can_be_cancelled_and_tells_what_it_knows();
  void closing_while_exploring_ends_at_once();
  void closing_while_playing_ends_at_once();
  void a_schedule_is_saved_dropped_and_opened_at_its_start();
  void a_schedule_is_saved_and_opened_through_its_dialogs();
  void a_file_far_too_long_is_refused_unread();
  void a_damaged_file_gives_one_sentence_and_nothing_is_lost();
  void a_schedule_that_the_program_does_not_follow_leaves_everything_as_it_was();
  void a_file_that_is_not_there_gives_one_sentence();
  void fast_random_stepping_ends_well();

 private:
  ui::ExploreStrip* strip() const { return window_->page().findChild<ui::ExploreStrip*>(); }
  void drop(const QString& file) const;
  void makeLong() const;
  void confirmTheFirstFinding();

  QTemporaryDir folder_;
};

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

void TestMainWindowSchedules::what_is_confirmed_is_of_the_variant_that_ran_whatever_is_chosen_since() {
  key(Qt::Key_F5);
  QTRY_COMPARE_WITH_TIMEOUT(window_->page().runs().state(), course::RunState::over, 30'000);
  chooseVariant(QStringLiteral("One lock"));
  confirmTheFirstFinding();
  QCOMPARE(form()->variant(), QStringLiteral("plain"));
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

void TestMainWindowSchedules::a_schedule_is_saved_and_opened_through_its_dialogs() {
  begin();
  for (int i = 0; i < 3; ++i) stepKey(Qt::Key_F10);
  const QString name = folder_.filePath(QStringLiteral("lost"));
  const QString file = name + QStringLiteral(".jsonl");
  DialogAnswers answers;
  answers.toFileDialog([name](QFileDialog& dialog) { answerWith(dialog, name); });
  steps().actions().save->trigger();
  QVERIFY(answers.allGiven());
  QTRY_VERIFY2(steps().view()->message().contains(file), qPrintable(steps().view()->message()));
  QVERIFY(QFile::exists(file) && !QFile::exists(name));
  answers.toFileDialog([file](QFileDialog& dialog) {
    QVERIFY(dialog.selectedNameFilter().contains(QStringLiteral("*.jsonl")));
    answerWith(dialog, file);
  });
  steps().actions().open->trigger();
  QVERIFY(answers.allGiven());
  QTRY_COMPARE(now().position, 0U);
  QVERIFY2(notice().isEmpty(), qPrintable(notice()));
}

void TestMainWindowSchedules::a_file_far_too_long_is_refused_unread() {
  const QString name = folder_.filePath(QStringLiteral("long.jsonl"));
  QFile file(name);
  QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(qint64{4} << 30));
  window_->openSchedule(name);
  QCOMPARE(notice(), name + QStringLiteral(": The file is too long for a schedule."));
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
