#include <QPushButton>
#include <QTableView>
#include <QTest>

#include "patience.h"
#include "stepped_window.h"
#include "ui/step_threads.h"
#include "ui/steps_model.h"
#include "ui/steps_view.h"

using course::StepThread;

/// What happens although no thread does it, in the learner's hand: each has a button where the lesson allows it.
class TestMainWindowEnvironment : public QObject, protected SteppedWindow {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { beUnknown(QStringLiteral("tst_main_window_environment")); }
  void init() { showWindow(); }
  void cleanup() { closeWindow(); }

  void a_wait_is_ended_by_its_button();
  void a_waiter_is_woken_for_no_reason_by_its_button();
  void which_waiter_is_notified_is_chosen_by_a_button();
  void what_a_lesson_does_not_allow_has_no_button();

 private:
  void pressUntilItWaitsForANotify(const std::string& name) const;
  /// The one that can be pressed and speaks so; null: none.
  QPushButton* button(const QString& says) const;
  void click(const QString& says) const;
  /// The step done last, as the list says it.
  QString lastRow() const;
};

/// Each press lets it go on, so that it must not be pressed once it waits: it could be woken up for no reason.
void TestMainWindowEnvironment::pressUntilItWaitsForANotify(const std::string& name) const {
  pressUntil(name, [](const StepThread& each) { return each.pending.starts_with("waits for a notify"); });
}

QPushButton* TestMainWindowEnvironment::button(const QString& says) const {
  for (auto* each : steps().view()->threads().findChildren<QPushButton*>()) {
    if (each->isVisible() && each->isEnabled() && each->accessibleName().startsWith(says)) return each;
  }
  return nullptr;
}

void TestMainWindowEnvironment::click(const QString& says) const {
  QVERIFY2(button(says) != nullptr, qPrintable(says));
  const ui::StepPointer before = steps().step();
  QTest::mouseClick(button(says), Qt::LeftButton);
  QTRY_VERIFY2(steps().step() != before, qPrintable(steps().view()->message()));
}

QString TestMainWindowEnvironment::lastRow() const {
  const auto* model = steps().view()->table().model();
  const int row = static_cast<int>(now().position);  // row 0 is the start
  const auto text = [&](int column) { return model->index(row, column).data().toString(); };
  return text(ui::StepsModel::threadColumn) + QLatin1Char(' ') + text(ui::StepsModel::whatColumn);
}

void TestMainWindowEnvironment::a_wait_is_ended_by_its_button() {
  const QString gives_up = QStringLiteral("customer-2: give up waiting for lock till");
  open(QStringLiteral("lock"));
  chooseVariant(QStringLiteral("With a time-out"));
  begin();
  pressWhile("main");
  QVERIFY2(button(QStringLiteral("customer-2: acquire lock till")) && !button(gives_up), "it need not wait");
  press("customer-1");
  QVERIFY(!button(QStringLiteral("customer-2: acquire lock till")));
  click(gives_up);
  QCOMPARE(lastRow(), QStringLiteral("customer-2 gave up waiting for lock till"));
  QVERIFY2(!button(gives_up), "it waits no more");
  QVERIFY2(button(QStringLiteral("customer-3: give up waiting for lock till")), "another one still may");
  stepKey(Qt::Key_Backspace);
  QVERIFY(button(gives_up));
}

void TestMainWindowEnvironment::a_waiter_is_woken_for_no_reason_by_its_button() {
  const QString wakes_up = QStringLiteral("consumer-1: wake up for no reason");
  open(QStringLiteral("condition"));
  begin();
  pressWhile("main");
  QVERIFY2(!button(wakes_up), "it does not wait yet");
  pressUntilItWaitsForANotify("consumer-1");
  QVERIFY2(!button(QStringLiteral("consumer-2: wake up for no reason")), "this one does not wait");
  click(wakes_up);
  QCOMPARE(lastRow(), QStringLiteral("consumer-1 woke up for no reason"));
  QVERIFY2(!button(wakes_up), "it waits no more");
}

void TestMainWindowEnvironment::which_waiter_is_notified_is_chosen_by_a_button() {
  const QString notify = QStringLiteral("producer: notify condition changed");
  open(QStringLiteral("condition"));
  chooseVariant(QStringLiteral("notify the wrong kind"));
  begin();
  pressWhile("main");
  pressUntilItWaitsForANotify("consumer-1");
  const std::size_t oneWaits = now().position;
  const auto untilNotify = [this] {
    pressUntil("producer", [](const StepThread& each) { return each.pending.starts_with("will notify"); });
  };
  untilNotify();
  QVERIFY2(button(notify) && !button(notify + QStringLiteral(", choosing")), "there is only one to choose");
  while (now().position > oneWaits) stepKey(Qt::Key_Backspace);
  pressUntilItWaitsForANotify("consumer-2");
  untilNotify();
  QVERIFY(button(notify + QStringLiteral(", choosing consumer-1 (")));
  click(notify + QStringLiteral(", choosing consumer-2"));
  QCOMPARE(lastRow(), QStringLiteral("producer notified condition changed, choosing consumer-2"));
  QVERIFY(threadNamed("consumer-2")->pending.ends_with("held by producer"));
  QVERIFY(threadNamed("consumer-1")->pending.starts_with("waits for a notify"));
  press("producer");
  stepKey(Qt::Key_Backspace);
  stepKey(Qt::Key_Backspace);
  click(notify + QStringLiteral(", choosing consumer-1"));
  QCOMPARE(lastRow(), QStringLiteral("producer notified condition changed, choosing consumer-1"));
  QTRY_COMPARE(steps().view()->message(), QStringLiteral("2 later steps are dropped; Undo brings them back."));
}

void TestMainWindowEnvironment::what_a_lesson_does_not_allow_has_no_button() {
  open(QStringLiteral("all-together"));
  begin();
  pressWhile("main");
  for (const char* customer : {"customer-1", "customer-2"}) {
    pressUntilItWaitsForANotify(customer);
    QCOMPARE(threadNamed(customer)->standing, StepThread::Standing::waits);
    QVERIFY(!button(QString::fromLatin1(customer)));
  }
  pressUntil("baker", [](const StepThread& each) { return each.pending.starts_with("will notify"); });
  QVERIFY(button(QStringLiteral("baker: notify condition changed (")));
  QVERIFY2(!button(QStringLiteral("baker: notify condition changed, choosing")), "who waits longest is woken");
}

QTEST_MAIN(TestMainWindowEnvironment)
#include "tst_main_window_environment.moc"
