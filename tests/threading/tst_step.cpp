#include <QtTest>

#include "threading/errors.h"
#include "threading/event.h"
#include "threading/step.h"
#include "threading/watched.h"

using namespace threading;
using trace::EventKind;

class TestStep : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void is_told_to_the_trace_with_its_label_and_line() {
    Watched watched;
    std::uint32_t line = 0;
    watched
        .start("worker",
               [&] {
                 line = trace::Source::here().line + 1;
                 step("half of it");
               })
        .join();
    const auto marked = watched.events(EventKind::marked);
    QCOMPARE(marked.size(), std::size_t{1});
    QCOMPARE(watched.text({static_cast<std::uint32_t>(marked[0].value)}), std::string("half of it"));
    QCOMPARE(watched.name(marked[0].thread), std::string("worker"));
    QCOMPARE(marked[0].source.line(), line);
    QVERIFY(!marked[0].object);
  }

  void where_nobody_watches_it_is_nothing() { step("unseen"); }

  void a_paused_thread_holds_before_it() {
    Event may_go_on("may go on");
    Watched watched;
    Thread worker = watched.start("worker", [&] {
      may_go_on.wait();
      step("half of it");
    });
    QVERIFY(watched.until_blocked("worker", "may go on"));
    watched.session()->pause();
    QVERIFY(watched.events(EventKind::marked).empty());
    may_go_on.set();
    QVERIFY(watched.until_happened(EventKind::reached, "worker"));
    QVERIFY(watched.events(EventKind::marked).empty());
    watched.session()->resume();
    worker.join();
    QCOMPARE(watched.events(EventKind::marked).size(), std::size_t{1});
  }

  void ends_a_thread_whose_session_was_taken_down() {
    Watched watched;
    bool went_on = false;
    watched
        .start("worker",
               [&] {
                 watched.session()->take_down();
                 step("half of it");
                 went_on = true;
               })
        .join();
    QVERIFY(!went_on);
  }
};

QTEST_APPLESS_MAIN(TestStep)
#include "tst_step.moc"
