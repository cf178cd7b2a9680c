#include <QTest>
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "model/chunked_log.h"
#include "model/dice.h"

using model::ChunkedLog;

class TestChunkedLog : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_view_does_not_see_what_is_appended_later() {
    ChunkedLog<int, 4> log;
    for (int i = 0; i < 6; ++i) log.append(i);
    const auto view = log.view();
    for (int i = 6; i < 100; ++i) log.append(i);
    QCOMPARE(view.size(), std::size_t{6});
    QCOMPARE(view.front(), 0);
    QCOMPARE(view.back(), 5);
    QCOMPARE(log.view().back(), 99);
  }

  void an_empty_log_has_an_empty_view() {
    const ChunkedLog<int, 4> log;
    QVERIFY(log.view().empty());
    QCOMPARE(log.view().partition_point([](int) { return true; }), std::size_t{0});
    QVERIFY((ChunkedLog<int, 4>::View().empty()));
  }

  void dropping_keeps_numbers_and_older_views() {
    ChunkedLog<int, 4> log;
    for (int i = 0; i < 22; ++i) log.append(i);
    const auto before = log.view();
    log.drop_front(7);
    const auto after = log.view();
    QCOMPARE(after.begin(), std::size_t{12});
    QCOMPARE(after.end(), std::size_t{22});
    QCOMPARE(after[12], 12);
    QCOMPARE(before[0], 0);
    QCOMPARE(log.size(), std::size_t{10});
  }

  void dropping_everything_leaves_the_last_chunk() {
    ChunkedLog<int, 4> log;
    log.drop_front(0);
    for (int i = 0; i < 8; ++i) log.append(i);
    log.drop_front(0);
    QCOMPARE(log.begin(), std::size_t{4});
    log.append(8);
    QCOMPARE(log.view().back(), 8);
    QCOMPARE(log.view()[4], 4);
  }

  void runs_lie_together_and_cover_all() {
    ChunkedLog<int, 4> log;
    for (int i = 0; i < 11; ++i) log.append(i);
    const auto view = log.view();
    int expected = 0;
    for (std::size_t i = view.begin(); i < view.end();) {
      for (const int item : view.run(i)) {
        QCOMPARE(item, expected++);
        ++i;
      }
    }
    QCOMPARE(expected, 11);
    QCOMPARE(view.run(10).size(), std::size_t{1});
  }

  void behaves_like_a_vector() {
    tests::Dice dice;
    ChunkedLog<std::int64_t, 8> log;
    std::vector<std::int64_t> model;
    std::vector<decltype(log)::View> views;
    for (int step = 0; step < 3000; ++step) {
      model.push_back(model.empty() ? 0 : model.back() + dice.roll(0, 3));
      log.append(model.back());
      if (dice.roll(0, 40) == 0) log.drop_front(static_cast<std::size_t>(dice.roll(0, 100)));
      if (dice.roll(0, 10) == 0) views.push_back(log.view());
    }
    for (const auto& view : views) {
      for (std::size_t i = view.begin(); i < view.end(); ++i) QCOMPARE(view[i], model[i]);
      const std::int64_t wanted = dice.roll(0, model.back());
      const auto before = [wanted](std::int64_t item) { return item < wanted; };
      const std::size_t found = view.partition_point(before);
      QVERIFY(found == view.begin() || model[found - 1] < wanted);
      QVERIFY(found == view.end() || model[found] >= wanted);
      const auto start = static_cast<std::size_t>(
          dice.roll(static_cast<std::int64_t>(view.begin()), static_cast<std::int64_t>(found)));
      QCOMPARE(view.partition_point_from(start, before), found);
    }
  }

  // ThreadSanitizer's part: the reader never touches a cell that the writer still fills.
  void a_view_is_read_while_the_writer_goes_on() {
    ChunkedLog<std::unique_ptr<int>, 16> log;
    std::mutex mutex;
    ChunkedLog<std::unique_ptr<int>, 16>::View shared;
    std::atomic<bool> over{false};
    std::atomic<std::size_t> wrong{0};
    std::thread reader([&] {
      while (!over.load()) {
        decltype(shared) view;
        {
          const std::lock_guard guard(mutex);
          view = shared;
        }
        for (std::size_t i = view.begin(); i < view.end(); ++i) {
          if (*view[i] != static_cast<int>(i)) ++wrong;
        }
      }
    });
    for (int i = 0; i < 20000; ++i) {
      log.append(std::make_unique<int>(i));
      if (i % 100 == 0) log.drop_front(500);
      if (i % 7 != 0) continue;
      const std::lock_guard guard(mutex);
      shared = log.view();
    }
    over = true;
    reader.join();
    QCOMPARE(wrong.load(), std::size_t{0});
  }
};

QTEST_APPLESS_MAIN(TestChunkedLog)
#include "tst_chunked_log.moc"
