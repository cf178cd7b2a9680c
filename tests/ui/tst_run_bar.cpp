#include <QMenu>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include "ui/run_bar.h"

using namespace std::chrono_literals;
using course::RunState;
using ui::RunBar;

class TestRunBar : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { bar_ = std::make_unique<RunBar>(); }
  void before_a_run_only_run_is_enabled();
  void while_running_it_can_be_paused_and_stopped();
  void while_paused_the_same_button_resumes();
  void a_search_can_be_stopped_but_not_paused();
  void while_stepping_the_speed_of_runs_is_out_of_reach();
  void while_stopping_nothing_but_a_new_run_can_be_asked_for();
  void moving_the_speed_tells_the_pace();
  void text_sizes_are_told_and_marked();
  void every_action_has_a_drawing();
  void keys_are_named_in_the_tool_tip();
  void menus_open_by_the_keyboard_data();
  void menus_open_by_the_keyboard();

 private:
  QAction* action(const QString& text) const {
    for (QAction* each : bar_->actions()) {
      if (each->text() == text) return each;
    }
    return nullptr;
  }

  std::unique_ptr<RunBar> bar_;
};

void TestRunBar::a_search_can_be_stopped_but_not_paused() {
  bar_->setExploring();
  QVERIFY(!action(QStringLiteral("Pause"))->isEnabled());
  QVERIFY(action(QStringLiteral("Stop"))->isEnabled());
}

void TestRunBar::menus_open_by_the_keyboard_data() {
  QTest::addColumn<Qt::Key>("key");
  QTest::addColumn<QString>("first");
  QTest::newRow("views") << Qt::Key_V << QStringLiteral("Output");
  QTest::newRow("text size") << Qt::Key_T << QStringLiteral("80 %");
}

void TestRunBar::menus_open_by_the_keyboard() {
  QFETCH(Qt::Key, key);
  auto* views = new QMenu(bar_.get());
  views->addAction(QStringLiteral("Output"));
  bar_->setViewMenu(views);
  bar_->show();
  bar_->activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(bar_.get()));
  QStringList opened;
  for (auto* menu : bar_->findChildren<QMenu*>()) {
    connect(menu, &QMenu::aboutToShow, menu, [&opened, menu] {
      opened << menu->actions().front()->text();
      QTimer::singleShot(0, menu, &QMenu::close);
    });
  }
  QTest::keyClick(bar_.get(), key, Qt::AltModifier);
  QTEST(opened.join(QLatin1Char(' ')), "first");
}

void TestRunBar::while_stepping_the_speed_of_runs_is_out_of_reach() {
  bar_->setStepping(true);
  QVERIFY(!bar_->findChild<QSlider*>()->isEnabled());
  bar_->setStepping(false);
  QVERIFY(bar_->findChild<QSlider*>()->isEnabled());
}

void TestRunBar::before_a_run_only_run_is_enabled() {
  QVERIFY(action(QStringLiteral("Run"))->isEnabled());
  QVERIFY(!action(QStringLiteral("Pause"))->isEnabled());
  QVERIFY(!action(QStringLiteral("Stop"))->isEnabled());
  QSignalSpy asked(bar_.get(), &RunBar::runAsked);
  action(QStringLiteral("Run"))->trigger();
  QCOMPARE(asked.size(), 1);
}

void TestRunBar::while_running_it_can_be_paused_and_stopped() {
  bar_->setState(RunState::running);
  QSignalSpy paused(bar_.get(), &RunBar::pauseAsked);
  QSignalSpy stopped(bar_.get(), &RunBar::stopAsked);
  action(QStringLiteral("Pause"))->trigger();
  action(QStringLiteral("Stop"))->trigger();
  QCOMPARE(paused.size(), 1);
  QCOMPARE(stopped.size(), 1);
}

void TestRunBar::while_paused_the_same_button_resumes() {
  bar_->setState(RunState::paused);
  QSignalSpy resumed(bar_.get(), &RunBar::resumeAsked);
  action(QStringLiteral("Resume"))->trigger();
  QCOMPARE(resumed.size(), 1);
}

void TestRunBar::while_stopping_nothing_but_a_new_run_can_be_asked_for() {
  bar_->setState(RunState::stopping);
  QVERIFY(action(QStringLiteral("Run"))->isEnabled());
  QVERIFY(!action(QStringLiteral("Pause"))->isEnabled());
  QVERIFY(!action(QStringLiteral("Stop"))->isEnabled());
}

void TestRunBar::moving_the_speed_tells_the_pace() {
  QSignalSpy chosen(bar_.get(), &RunBar::paceChosen);
  QCOMPARE(bar_->pace().count(), 0);
  auto* slider = bar_->findChild<QSlider*>();
  QTest::keyClick(slider, Qt::Key_Right);
  QCOMPARE(chosen.size(), 1);
  QCOMPARE(bar_->pace(), 1ms);
  QTest::keyClick(slider, Qt::Key_End);
  QCOMPARE(bar_->pace(), 2s);
}

void TestRunBar::text_sizes_are_told_and_marked() {
  QSignalSpy chosen(bar_.get(), &RunBar::textPercentChosen);
  bar_->setTextPercent(100);
  const QList<QAction*> sizes = action(QStringLiteral("Text size"))->menu()->actions();
  for (QAction* size : sizes) QCOMPARE(size->isChecked(), size->data().toInt() == 100);
  sizes.front()->trigger();
  QCOMPARE(chosen.size(), 1);
  QCOMPARE(chosen[0][0].toInt(), 80);
}

void TestRunBar::every_action_has_a_drawing() {
  for (const QAction* each : bar_->actions()) {
    if (!each->text().isEmpty()) QVERIFY2(!each->icon().isNull(), qPrintable(each->text()));
  }
}

void TestRunBar::keys_are_named_in_the_tool_tip() {
  QCOMPARE(action(QStringLiteral("Run"))->toolTip(), QStringLiteral("Run (Ctrl+R)"));
}

QTEST_MAIN(TestRunBar)
#include "tst_run_bar.moc"
