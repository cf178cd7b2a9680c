#include <QtTest>
#include <vector>

#include "course/headless_event_loop.h"
#include "threading/event.h"

using course::HeadlessEventLoop;

class TestHeadlessEventLoop : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void jobs_run_in_the_order_of_posting_and_before_the_loop_ends() {
    std::vector<int> order;
    {
      HeadlessEventLoop loop;
      for (int i = 0; i < 100; ++i) loop.post([&order, i] { order.push_back(i); });
    }
    QCOMPARE(order.size(), std::size_t{100});
    QVERIFY(std::is_sorted(order.begin(), order.end()));
  }

  void only_its_own_thread_is_current() {
    HeadlessEventLoop loop;
    bool inside = false;
    threading::Event looked;
    loop.post([&] {
      inside = loop.is_current();
      looked.set();
    });
    looked.wait();
    QVERIFY(inside);
    QVERIFY(!loop.is_current());
  }

  void progress_is_what_was_shown_last() {
    HeadlessEventLoop loop;
    QCOMPARE(loop.progress(), std::pair(0, 0));
    loop.show_progress(3, 7);
    QCOMPARE(loop.progress(), std::pair(3, 7));
  }
};

QTEST_APPLESS_MAIN(TestHeadlessEventLoop)
#include "tst_headless_event_loop.moc"
