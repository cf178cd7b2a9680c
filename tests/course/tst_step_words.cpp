#include <QTest>

#include "course/step_words.h"

using schedule::Ending;
using schedule::OperationKind;
using schedule::Step;
using trace::ObjectKind;

namespace {

/// One object of each of these kinds, and steps of thread "worker" to them.
struct Objects {
  schedule::Identities identities;
  const schedule::ThreadIndex worker = identities.thread("main/0", "worker");
  std::size_t made = 0;

  Step step(OperationKind kind, ObjectKind object, const std::string& name, std::int64_t value = 0) {
    Step made_step;
    made_step.thread = worker;
    made_step.kind = kind;
    made_step.object = identities.object(worker, made++, object, name);
    made_step.value = value;
    return made_step;
  }
  std::string will(const Step& step, Ending ending = Ending::act) const {
    return course::will_do(step, ending, identities);
  }
  std::string has(Step step, std::optional<std::int64_t> value = {}, Ending ending = Ending::act) const {
    step.ending = ending;
    return course::has_done(step, value, identities);
  }
};

}  // namespace

class TestStepWords : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void accesses_are_said_with_their_values() {
    Objects objects;
    const Step load = objects.step(OperationKind::load, ObjectKind::variable, "counter");
    QCOMPARE(objects.will(load), std::string("read counter"));
    QCOMPARE(objects.has(load, 4), std::string("read 4 from counter"));
    const Step store = objects.step(OperationKind::store, ObjectKind::variable, "counter", 5);
    QCOMPARE(objects.will(store), std::string("store 5 to counter"));
    QCOMPARE(objects.has(store, 5), std::string("stored 5 to counter"));
    const Step modify = objects.step(OperationKind::modify, ObjectKind::variable, "counter");
    QCOMPARE(objects.will(modify), std::string("change counter in one step"));
    QCOMPARE(objects.has(modify, 6), std::string("changed counter to 6 in one step"));
  }

  void a_step_of_the_programs_own_has_its_label() {
    Objects objects;
    Step step;
    step.thread = objects.worker;
    step.kind = OperationKind::step;
    objects.identities.label("first");
    step.label = objects.identities.label("the tea is ready");
    QCOMPARE(objects.will(step), std::string("do a step: the tea is ready"));
    QCOMPARE(objects.has(step), std::string("did a step: the tea is ready"));
  }

  void gauges_are_quoted() {
    Objects objects;
    const Step up = objects.step(OperationKind::modify, ObjectKind::gauge, "at the till", 1);
    const Step down = objects.step(OperationKind::modify, ObjectKind::gauge, "at the till", -1);
    const Step set = objects.step(OperationKind::store, ObjectKind::gauge, "result", 7);
    QCOMPARE(objects.will(up), std::string("add 1 to \"at the till\""));
    QCOMPARE(objects.will(down), std::string("take 1 from \"at the till\""));
    QCOMPARE(objects.has(down, 0), std::string("set \"at the till\" to 0"));
    QCOMPARE(objects.will(set), std::string("set \"result\" to 7"));
  }

  void locks_are_acquired_given_up_and_done_without() {
    Objects objects;
    Step acquire = objects.step(OperationKind::acquire, ObjectKind::lock, "till");
    QCOMPARE(objects.will(acquire), std::string("acquire lock till"));
    QCOMPARE(objects.has(acquire), std::string("acquired lock till"));
    QCOMPARE(objects.will(acquire, Ending::time_out), std::string("give up waiting for lock till"));
    QCOMPARE(objects.has(acquire, {}, Ending::time_out), std::string("gave up waiting for lock till"));
    acquire.only_tries = true;
    QCOMPARE(objects.will(acquire, Ending::time_out), std::string("go on without lock till"));
    QCOMPARE(objects.has(acquire, {}, Ending::time_out), std::string("went on without lock till"));
  }

  void a_condition_names_its_lock() {
    Objects objects;
    Step wait = objects.step(OperationKind::wait, ObjectKind::condition, "news");
    wait.lock = objects.step(OperationKind::acquire, ObjectKind::lock, "guard").object;
    QCOMPARE(objects.will(wait), std::string("release lock guard and wait on condition news"));
    QCOMPARE(objects.has(wait), std::string("released lock guard and waits on condition news"));
    Step back = wait;
    back.kind = OperationKind::reacquire;
    QCOMPARE(objects.will(back), std::string("take lock guard back"));
    QCOMPARE(objects.has(back, {}, Ending::wake_up), std::string("woke up for no reason"));
  }

  void looking_at_an_event_says_what_was_found() {
    Objects objects;
    const Step wait = objects.step(OperationKind::wait_set, ObjectKind::event, "bell");
    QCOMPARE(objects.will(wait), std::string("look whether event bell is set"));
    QCOMPARE(objects.has(wait, 1), std::string("found event bell set"));
    QCOMPARE(objects.has(wait), std::string("found event bell not set"));
  }

  void every_operation_has_words() {
    Objects objects;
    for (int kind = 0; kind <= static_cast<int>(OperationKind::test); ++kind) {
      const Step step = objects.step(static_cast<OperationKind>(kind), ObjectKind::queue, "items");
      QVERIFY2(!objects.will(step).empty() && !objects.has(step).empty(), std::to_string(kind).c_str());
      QVERIFY2(objects.will(step).find('%') == std::string::npos, objects.will(step).c_str());
      QVERIFY2(objects.has(step).find('%') == std::string::npos, objects.has(step).c_str());
    }
  }
};

QTEST_APPLESS_MAIN(TestStepWords)
#include "tst_step_words.moc"
