#include <QDir>
#include <QPushButton>
#include <QSlider>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

#include "lessons/catalogue.h"
#include "patience.h"
#include "ui/chart_plot.h"
#include "ui/lesson_page.h"
#include "ui/main_window.h"
#include "ui/run_bar.h"
#include "ui/step_mode.h"
#include "ui/theme.h"

using course::RunState;

/// Does with every lesson what a learner does, with mouse and keys, in the window and with the lessons that people get.
class TestLearner : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void a_lesson_is_chosen_changed_run_and_stopped_data();
  void a_lesson_is_chosen_changed_run_and_stopped();
  void a_challenge_is_chosen_run_and_its_solution_opened_data();
  void a_challenge_is_chosen_run_and_its_solution_opened();
  void cleanupTestCase() { window_.reset(); }

 private:
  QToolButton* button(const QString& text) const;
  void choose(const QString& title) const;
  static void rows(bool challenges);
  void moveFirstSlider() const;
  bool chartHasPoints() const;
  bool timelineShowsThreads() const;

  std::unique_ptr<ui::MainWindow> window_;
};

void TestLearner::initTestCase() {
  QStandardPaths::setTestModeEnabled(true);
  QCoreApplication::setApplicationName(QStringLiteral("tst_learner"));
  for (const auto place : {QStandardPaths::AppConfigLocation, QStandardPaths::AppDataLocation}) {
    QDir(QStandardPaths::writableLocation(place)).removeRecursively();
  }
  window_ = std::make_unique<ui::MainWindow>(lessons::catalogue());
  window_->show();
  QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
}

QToolButton* TestLearner::button(const QString& text) const {
  for (auto* each : window_->findChild<ui::RunBar*>()->findChildren<QToolButton*>()) {
    if (each->text() == text) return each;
  }
  return nullptr;
}

void TestLearner::choose(const QString& title) const {
  auto* tree = window_->findChild<QTreeWidget*>();
  QTreeWidgetItem* found = nullptr;
  for (QTreeWidgetItem* item : tree->findItems(title, Qt::MatchContains | Qt::MatchRecursive)) {
    if (item->parent() != nullptr && item->text(0).endsWith(title)) found = item;
  }
  QVERIFY2(found != nullptr, qPrintable(title));
  tree->scrollToItem(found);
  QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualItemRect(found).center());
}

void TestLearner::moveFirstSlider() const {
  for (auto* slider : window_->page().panel(ui::Panel::parameters)->findChildren<QSlider*>()) {
    const int before = slider->value();
    QTest::keyClick(slider, before == slider->maximum() ? Qt::Key_Left : Qt::Key_Right);
    QVERIFY(slider->value() != before);
    return;
  }
  QFAIL("the lesson has no slider");
}

bool TestLearner::chartHasPoints() const {
  const auto plots = window_->page().panel(ui::Panel::charts)->findChildren<ui::ChartPlot*>();
  return std::any_of(plots.begin(), plots.end(), [](const ui::ChartPlot* plot) {
    for (std::size_t line = 0; line < plot->chart().lines.size(); ++line) {
      if (!plot->drawn(line).empty()) return true;
    }
    return false;
  });
}

bool TestLearner::timelineShowsThreads() const {
  const QImage image = window_->page().panel(ui::Panel::threads)->grab().toImage();
  int coloured = 0;
  for (const auto state : {model::ThreadState::running, model::ThreadState::blocked}) {
    const QRgb color = ui::theme::stateColor(state).rgb();
    for (int y = 0; y < image.height(); ++y) {
      for (int x = 0; x < image.width(); ++x) coloured += image.pixel(x, y) == color ? 1 : 0;
    }
  }
  return coloured > 500;  // more than the legend has
}

void TestLearner::rows(bool challenges) {
  QTest::addColumn<QString>("title");
  for (const course::Entry& entry : lessons::catalogue().entries()) {
    if (entry.lesson.challenge.has_value() != challenges) continue;
    QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.lesson.title);
  }
}

void TestLearner::a_lesson_is_chosen_changed_run_and_stopped_data() { rows(false); }

void TestLearner::a_lesson_is_chosen_changed_run_and_stopped() {
  QFETCH(QString, title);
  choose(title);
  QCOMPARE(QString::fromStdString(window_->page().entry().lesson.title), title);
  moveFirstSlider();
  QTest::mouseClick(button(QStringLiteral("Run")), Qt::LeftButton);
  QTRY_VERIFY_WITH_TIMEOUT(chartHasPoints(), 30'000);
  QTRY_VERIFY_WITH_TIMEOUT(timelineShowsThreads(), 30'000);
  if (button(QStringLiteral("Stop"))->isEnabled()) QTest::mouseClick(button(QStringLiteral("Stop")), Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(window_->page().runs().state(), RunState::over, 30'000);
  QVERIFY(!button(QStringLiteral("Stop"))->isEnabled());
}

void TestLearner::a_challenge_is_chosen_run_and_its_solution_opened_data() { rows(true); }
void TestLearner::a_challenge_is_chosen_run_and_its_solution_opened() {
  QFETCH(QString, title);
  choose(title);
  QCOMPARE(QString::fromStdString(window_->page().entry().lesson.title), title);
  QTest::mouseClick(button(QStringLiteral("Run")), Qt::LeftButton);
  if (button(QStringLiteral("Stop"))->isEnabled()) QTest::mouseClick(button(QStringLiteral("Stop")), Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(window_->page().runs().state(), RunState::over, 30'000);
  for (auto* each : window_->page().panel(ui::Panel::challenge)->findChildren<QPushButton*>()) {
    if (each->text() == QStringLiteral("Solution")) QTest::mouseClick(each, Qt::LeftButton);
  }
  const ui::StepMode& steps = window_->page().stepMode();
  QTRY_VERIFY_WITH_TIMEOUT(steps.step() && steps.step()->can_redo(), 30'000);
  QTest::mouseClick(button(QStringLiteral("Stop")), Qt::LeftButton);
  QTRY_VERIFY(!steps.isActive());
}

QTEST_MAIN(TestLearner)
#include "tst_learner.moc"
