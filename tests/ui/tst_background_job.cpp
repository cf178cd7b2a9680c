#include <QTest>
#include <atomic>
#include <memory>
#include <semaphore>
#include <vector>

#include "no_room_for_threads.h"
#include "ui/background_job.h"

using Numbers = std::vector<int>;
struct News {
  Numbers numbers;
  QString error;
};
using Job = ui::BackgroundJob<News>;
using Threads = ui::BackgroundThreads<News>;

class TestBackgroundJob : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void news_are_announced_once_until_they_are_fetched();
  void a_closed_job_announces_nothing_but_keeps_its_news();
  void a_job_is_wanted_until_it_is_to_end();
  void no_news_get_lost_between_two_threads();
  void threads_are_idle_once_their_jobs_are_over();
  void the_destructor_waits_for_a_job_that_nobody_wants();
  void where_the_system_has_no_thread_left_that_is_the_news();

 private:
  static void add(Job& job, int number) {
    job.tell([number](News& news) { news.numbers.push_back(number); });
  }
};

void TestBackgroundJob::news_are_announced_once_until_they_are_fetched() {
  int announced = 0;
  Job job([&announced] { ++announced; });
  add(job, 1);
  add(job, 2);
  QCOMPARE(announced, 1);
  QCOMPARE(job.take().numbers, (Numbers{1, 2}));
  QVERIFY(job.take().numbers.empty());
  add(job, 3);
  QCOMPARE(announced, 2);
  QCOMPARE(job.take().numbers, Numbers{3});
}

void TestBackgroundJob::a_closed_job_announces_nothing_but_keeps_its_news() {
  int announced = 0;
  Job job([&announced] { ++announced; });
  job.close();
  add(job, 1);
  QCOMPARE(announced, 0);
  QCOMPARE(job.take().numbers, Numbers{1});
}

void TestBackgroundJob::a_job_is_wanted_until_it_is_to_end() {
  Job job([] {});
  QVERIFY(job.isWanted());
  QVERIFY(!job.isOver());
  job.end();
  QVERIFY(!job.isWanted());
  QVERIFY2(!job.isOver(), "it still has to notice");
  job.beOver();
  QVERIFY(job.isOver());
}

void TestBackgroundJob::no_news_get_lost_between_two_threads() {
  constexpr int most = 20'000;
  std::counting_semaphore<most> waiting(0);
  std::atomic<int> unfetched{0};
  std::atomic<bool> crowded{false};
  const auto job = std::make_shared<Job>([&] {
    if (unfetched.fetch_add(1) > 0) crowded.store(true);
    waiting.release();
  });
  Threads threads;
  threads.start(job, [&job] {
    for (int number = 0; number < most; ++number) add(*job, number);
  });
  Numbers all;
  while (all.size() < most) {
    waiting.acquire();
    unfetched.store(0);
    const Numbers news = job->take().numbers;
    all.insert(all.end(), news.begin(), news.end());
  }
  for (int number = 0; number < most; ++number) QCOMPARE(all[static_cast<std::size_t>(number)], number);
  QVERIFY2(!crowded.load(), "at most one event is on its way");
}

void TestBackgroundJob::threads_are_idle_once_their_jobs_are_over() {
  std::binary_semaphore first(0);
  std::binary_semaphore second(0);
  Threads threads;
  QVERIFY(threads.isIdle());
  const auto one = std::make_shared<Job>([] {});
  const auto other = std::make_shared<Job>([] {});
  threads.start(one, [&first] { first.acquire(); });
  threads.start(other, [&second] { second.acquire(); });
  QVERIFY(!threads.isIdle());
  first.release();
  QTRY_VERIFY(one->isOver());
  QVERIFY(!threads.isIdle());
  second.release();
  QTRY_VERIFY(threads.isIdle());
}

void TestBackgroundJob::the_destructor_waits_for_a_job_that_nobody_wants() {
  const auto job = std::make_shared<Job>([] {});
  bool noticed = false;
  {
    Threads threads;
    threads.start(job, [&] {
      while (job->isWanted()) std::this_thread::yield();
      noticed = true;
    });
    job->end();
  }
  QVERIFY(noticed);
  QVERIFY(job->isOver());
}

void TestBackgroundJob::where_the_system_has_no_thread_left_that_is_the_news() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  QSKIP("A sanitizer needs more address space than there would be.");
#endif
  int announced = 0;
  const auto job = std::make_shared<Job>([&announced] { ++announced; });
  Threads threads;
  {
    const NoRoomForThreads noRoom;
    threads.start(job, [] {});
  }
  QCOMPARE(announced, 1);
  QVERIFY(job->take().error.contains(QStringLiteral("no thread left")));
  QVERIFY(threads.isIdle());
}

QTEST_GUILESS_MAIN(TestBackgroundJob)
#include "tst_background_job.moc"
