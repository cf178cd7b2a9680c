#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QProgressBar>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QSlider>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

#include "example_course.h"
#include "patience.h"
#include "ui/code_view.h"
#include "ui/glossary_window.h"
#include "ui/lesson_list.h"
#include "ui/lesson_page.h"
#include "ui/lesson_text.h"
#include "ui/main_window.h"
#include "ui/notice.h"
#include "ui/output_view.h"
#include "ui/run_bar.h"
#include "ui/term_card.h"
#include "ui/theme.h"
#include "ui/timeline_view.h"

using course::RunState;
using ui::MainWindow;
using ui::RunController;

class TestMainWindow : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void init();
  void it_opens_at_the_first_lesson();
  void choosing_a_lesson_in_the_list_opens_it();
  void an_unknown_lesson_is_refused_and_nothing_changes();
  void run_button_runs_and_the_run_ends();
  void stop_button_ends_an_endless_run();
  void keys_run_pause_and_stop();
  void choosing_another_lesson_stops_the_run();
  void closing_the_window_stops_the_run();
  void progress_of_a_job_is_shown_only_when_there_is_one();
  void progress_and_parameters_survive_a_restart();
  void layout_and_look_survive_a_restart();
  void what_cannot_be_saved_is_told_and_stays_told();
  void nothing_is_cut_off_at_1280_by_800();
  void text_can_be_twice_as_large();
  void number_keys_move_the_focus();
  void a_term_opens_its_card_and_the_glossary_by_keyboard();
  void fast_random_clicking_ends_well();

 private:
  RunController& runs() const { return window_->page().runs(); }
  QToolButton* button(const QString& text) const;
  void click(const QString& text) const { QTest::mouseClick(button(text), Qt::LeftButton); }
  void chooseVariant(const QString& id) const;
  void restart();

  std::unique_ptr<MainWindow> window_;
};

void TestMainWindow::initTestCase() {
  QStandardPaths::setTestModeEnabled(true);
  QCoreApplication::setApplicationName(QStringLiteral("tst_main_window"));
}

void TestMainWindow::init() {
  window_.reset();
  for (const auto place : {QStandardPaths::AppConfigLocation, QStandardPaths::AppDataLocation}) {
    QFile::remove(QStandardPaths::writableLocation(place));  // a test may have left one in the way of the folder
    QDir(QStandardPaths::writableLocation(place)).removeRecursively();
  }
  restart();
}

void TestMainWindow::restart() {
  if (window_) window_->close();
  window_.reset();
  window_ = std::make_unique<MainWindow>(example::catalogue());
  window_->show();
  QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
}

QToolButton* TestMainWindow::button(const QString& text) const {
  for (auto* each : window_->findChild<ui::RunBar*>()->findChildren<QToolButton*>()) {
    if (each->text() == text) return each;
  }
  return nullptr;
}

void TestMainWindow::chooseVariant(const QString& id) const {
  for (auto* list : window_->findChildren<QComboBox*>()) {
    if (list->accessibleName() != QStringLiteral("Variant") || !list->isVisible()) continue;
    QTest::keyClick(list, Qt::Key_Home);
    while (!list->currentText().contains(id)) QTest::keyClick(list, Qt::Key_Down);
  }
}

void TestMainWindow::it_opens_at_the_first_lesson() {
  QCOMPARE(window_->page().entry().id, std::string("alpha"));
  QVERIFY(window_->windowTitle().startsWith(QStringLiteral("Title of alpha")));
  QVERIFY(window_->findChild<ui::LessonText*>()->isVisible());
  QVERIFY(window_->findChild<ui::CodeView*>()->isVisible());
  QVERIFY(window_->findChild<ui::TimelineView*>()->isVisible());
}

void TestMainWindow::choosing_a_lesson_in_the_list_opens_it() {
  auto* tree = window_->findChild<QTreeWidget*>();
  tree->setFocus();
  QTest::keyClick(tree, Qt::Key_Down);
  QCOMPARE(window_->page().entry().id, std::string("beta"));
  QTRY_COMPARE(window_->findChildren<ui::LessonPage*>().size(), 1);
}

void TestMainWindow::an_unknown_lesson_is_refused_and_nothing_changes() {
  QVERIFY_THROWS_EXCEPTION(course::BadInput, window_->openLesson(QStringLiteral("no-such")));
  QCOMPARE(window_->page().entry().id, std::string("alpha"));
}

void TestMainWindow::run_button_runs_and_the_run_ends() {
  QSignalSpy advanced(&runs(), &RunController::advanced);
  click(QStringLiteral("Run"));
  QTRY_COMPARE(runs().state(), RunState::over);
  QVERIFY(!advanced.isEmpty());
  QVERIFY(!button(QStringLiteral("Stop"))->isEnabled());
}

void TestMainWindow::stop_button_ends_an_endless_run() {
  chooseVariant(QStringLiteral("endless"));
  click(QStringLiteral("Run"));
  QVERIFY(button(QStringLiteral("Stop"))->isEnabled());
  click(QStringLiteral("Stop"));
  QTRY_COMPARE(runs().state(), RunState::over);
}

void TestMainWindow::keys_run_pause_and_stop() {
  window_->activateWindow();
  chooseVariant(QStringLiteral("endless"));
  QTest::keyClick(window_.get(), Qt::Key_F5);
  QCOMPARE(runs().state(), RunState::running);
  QTest::keyClick(window_.get(), Qt::Key_F6);
  QCOMPARE(runs().state(), RunState::paused);
  QTest::keyClick(window_.get(), Qt::Key_F6);
  QCOMPARE(runs().state(), RunState::running);
  QTest::keyClick(window_.get(), Qt::Key_F5, Qt::ShiftModifier);
  QTRY_COMPARE(runs().state(), RunState::over);
}

void TestMainWindow::choosing_another_lesson_stops_the_run() {
  chooseVariant(QStringLiteral("endless"));
  click(QStringLiteral("Run"));
  const QPointer<ui::LessonPage> before(&window_->page());
  window_->openLesson(QStringLiteral("gamma"));
  QVERIFY(!runs().busy());
  QTRY_VERIFY2(before.isNull(), "the old page goes when its run is over");
}

void TestMainWindow::closing_the_window_stops_the_run() {
  chooseVariant(QStringLiteral("endless"));
  click(QStringLiteral("Run"));
  window_->close();
  QTRY_COMPARE(runs().state(), RunState::over);
  window_.reset();
}

void TestMainWindow::progress_of_a_job_is_shown_only_when_there_is_one() {
  const auto bars = window_->findChildren<QProgressBar*>();
  const auto bar = std::find_if(bars.begin(), bars.end(), [](const QProgressBar* each) {
    return each->accessibleName() == QStringLiteral("Progress of the job");
  });
  QVERIFY(bar != bars.end());
  QVERIFY(!(*bar)->isVisible());
  chooseVariant(QStringLiteral("posting"));
  click(QStringLiteral("Run"));
  QTRY_VERIFY((*bar)->isVisible());
  QTRY_COMPARE(runs().state(), RunState::over);
}

void TestMainWindow::progress_and_parameters_survive_a_restart() {
  for (auto* slider : window_->findChildren<QSlider*>()) {
    if (slider->accessibleName() == QStringLiteral("Steps")) QTest::keyClick(slider, Qt::Key_End);
  }
  click(QStringLiteral("Run"));
  QTRY_COMPARE(runs().state(), RunState::over);
  restart();
  auto* tree = window_->findChild<QTreeWidget*>();
  QVERIFY(tree->topLevelItem(0)->child(0)->text(0).startsWith(ui::sign(ui::Progress::ran)));
  for (auto* slider : window_->findChildren<QSlider*>()) {
    if (slider->accessibleName() == QStringLiteral("Steps")) QCOMPARE(slider->value(), slider->maximum());
  }
}

void TestMainWindow::layout_and_look_survive_a_restart() {
  window_->openLesson(QStringLiteral("gamma"));
  window_->resize(1100, 700);
  window_->findChild<QDockWidget*>(QStringLiteral("dock Charts"))->close();
  window_->setScheme(ui::theme::Scheme::dark);
  window_->setTextPercent(125);
  restart();
  QCOMPARE(window_->page().entry().id, std::string("gamma"));
  QCOMPARE(window_->size(), QSize(1100, 700));
  QVERIFY(window_->findChild<QDockWidget*>(QStringLiteral("dock Charts"))->isHidden());
  QCOMPARE(ui::theme::scheme(), ui::theme::Scheme::dark);
}

void TestMainWindow::what_cannot_be_saved_is_told_and_stays_told() {
  window_.reset();
  // A folder cannot be where a file is, not even for a super-user.
  for (const auto place : {QStandardPaths::AppConfigLocation, QStandardPaths::AppDataLocation}) {
    const QString folder = QStandardPaths::writableLocation(place);
    QDir(folder).removeRecursively();
    QVERIFY(QDir().mkpath(QFileInfo(folder).absolutePath()));
    QFile inTheWay(folder);
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
  }
  restart();
  window_->openSchedule(QStringLiteral("no-such.jsonl"));
  const auto* notice = window_->findChild<ui::Notice*>();
  const QString text = notice->findChild<QLabel*>()->text();
  for (const QString& part :
       {QStringLiteral("Progress cannot be saved"), QStringLiteral("How the window looks cannot be saved"),
        QStringLiteral("no-such.jsonl")}) {
    QVERIFY2(notice->isVisible() && text.contains(part), qPrintable(text));
  }
}

void TestMainWindow::nothing_is_cut_off_at_1280_by_800() {
  window_->resize(1280, 800);
  QCOMPARE(window_->size(), QSize(1280, 800));
  QVERIFY(window_->minimumSizeHint().width() <= 1280);
  QVERIFY2(window_->minimumSizeHint().height() <= 800,
           qPrintable(QString::number(window_->minimumSizeHint().height())));
  for (const auto* dock : window_->findChildren<QDockWidget*>()) {
    if (dock->visibleRegion().isEmpty()) continue;
    QVERIFY2(window_->rect().contains(QRect(dock->mapTo(window_.get(), QPoint()), dock->size())),
             qPrintable(dock->objectName()));
  }
}

void TestMainWindow::text_can_be_twice_as_large() {
  const int before = window_->fontMetrics().height();
  window_->setTextPercent(200);
  QTRY_VERIFY(window_->fontMetrics().height() > before * 17 / 10);
  window_->setTextPercent(100);
  QTRY_COMPARE(window_->fontMetrics().height(), before);
}

void TestMainWindow::number_keys_move_the_focus() {
  window_->activateWindow();
  QTest::keyClick(window_.get(), Qt::Key_1, Qt::ControlModifier);
  QTRY_COMPARE(window_->focusWidget(), window_->findChild<QTreeWidget*>());
  QTest::keyClick(window_.get(), Qt::Key_2, Qt::ControlModifier);
  QTRY_COMPARE(window_->focusWidget(), window_->findChild<ui::LessonText*>());
  QTest::keyClick(window_.get(), Qt::Key_0, Qt::ControlModifier);
  QTRY_VERIFY(window_->findChild<ui::OutputView*>()->isAncestorOf(window_->focusWidget()) ||
              window_->focusWidget() == window_->findChild<ui::OutputView*>());
}

void TestMainWindow::a_term_opens_its_card_and_the_glossary_by_keyboard() {
  window_->activateWindow();
  QTest::keyClick(window_.get(), Qt::Key_2, Qt::ControlModifier);
  auto* text = window_->findChild<ui::LessonText*>();
  QTRY_VERIFY(text->hasFocus());
  QTest::keyClick(text, Qt::Key_Tab);
  QTest::keyClick(text, Qt::Key_Return);
  auto* card = window_->findChild<ui::TermCard*>();
  QVERIFY(card->isVisible());
  QVERIFY(window_->findChild<ui::GlossaryWindow*>() == nullptr);
  for (auto* each : card->findChildren<QToolButton*>()) {
    if (each->text() == QStringLiteral("Glossary")) each->click();
  }
  auto* glossary = window_->findChild<ui::GlossaryWindow*>();
  QVERIFY(glossary != nullptr && glossary->isVisible());
  glossary->close();
  QTest::keyClick(window_.get(), Qt::Key_F1, Qt::ShiftModifier);
  QVERIFY(glossary->isVisible());
  Q_EMIT glossary->lessonChosen(QStringLiteral("beta"));
  QCOMPARE(QString::fromStdString(window_->page().entry().id), QStringLiteral("beta"));
}

void TestMainWindow::fast_random_clicking_ends_well() {
  QRandomGenerator chance(20240917);
  const std::vector<QString> ids{QStringLiteral("alpha"), QStringLiteral("beta"), QStringLiteral("gamma")};
  for (int click = 0; click < 300; ++click) {
    switch (chance.bounded(8)) {
      case 0: window_->openLesson(ids[chance.bounded(3U)]); break;
      case 1: chooseVariant(QStringLiteral("endless")); break;
      case 2: chooseVariant(QStringLiteral("posting")); break;
      case 3: runs().stop(); break;
      case 4: runs().pause(); break;
      case 5: runs().resume(); break;
      default: window_->startRun(); break;
    }
    if (chance.bounded(3) == 0) QCoreApplication::processEvents();
  }
  runs().stop();
  QTRY_VERIFY(!runs().busy());
  QTRY_COMPARE(window_->findChildren<ui::LessonPage*>().size(), 1);
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
