#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <thread>
#include <vector>

#include "patience.h"
#include "ui/qt_event_loop.h"

class TestQtEventLoop : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void jobs_run_later_in_the_order_of_posting();
  void a_job_posted_by_another_thread_runs_on_this_one();
  void jobs_that_are_still_queued_at_its_end_never_run();
  void progress_is_told();
};

void TestQtEventLoop::jobs_run_later_in_the_order_of_posting() {
  ui::QtEventLoop loop;
  std::vector<int> done;
  for (int job = 0; job < 3; ++job) loop.post([&done, job] { done.push_back(job); });
  QVERIFY(done.empty());
  QCoreApplication::processEvents();
  QCOMPARE(done, (std::vector<int>{0, 1, 2}));
}

void TestQtEventLoop::a_job_posted_by_another_thread_runs_on_this_one() {
  ui::QtEventLoop loop;
  QVERIFY(loop.is_current());
  QThread* ranOn = nullptr;
  bool currentElsewhere = true;
  std::thread([&] {
    currentElsewhere = loop.is_current();
    loop.post([&] { ranOn = QThread::currentThread(); });
  }).join();
  QVERIFY(!currentElsewhere);
  QTRY_COMPARE(ranOn, QThread::currentThread());
}

void TestQtEventLoop::jobs_that_are_still_queued_at_its_end_never_run() {
  bool ran = false;
  {
    ui::QtEventLoop loop;
    loop.post([&ran] { ran = true; });
  }
  QCoreApplication::processEvents();
  QVERIFY(!ran);
}

void TestQtEventLoop::progress_is_told() {
  ui::QtEventLoop loop;
  QSignalSpy progressed(&loop, &ui::QtEventLoop::progressed);
  loop.show_progress(3, 10);
  QCOMPARE(progressed.size(), 1);
  QCOMPARE(progressed[0][0].toInt(), 3);
  QCOMPARE(progressed[0][1].toInt(), 10);
}

QTEST_GUILESS_MAIN(TestQtEventLoop)
#include "tst_qt_event_loop.moc"
