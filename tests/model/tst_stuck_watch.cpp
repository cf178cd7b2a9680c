#include <QTest>

#include "model/stuck_watch.h"

using model::Stuck;
using model::StuckKind;
using model::StuckWatch;

namespace {

Stuck cycle() {
  Stuck stuck;
  stuck.threads = {{1}, {2}};
  stuck.objects = {{10}, {20}};
  return stuck;
}

using Versions = std::vector<std::uint64_t>;

}  // namespace

class TestStuckWatch : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void the_first_sighting_is_not_believed() {
    StuckWatch watch;
    QVERIFY(watch.confirmed({cycle()}, Versions{5, 6, 7}).empty());
    QCOMPARE(watch.confirmed({cycle()}, Versions{5, 6, 7}).size(), std::size_t{1});
    QCOMPARE(watch.confirmed({cycle()}, Versions{5, 6, 7}).size(), std::size_t{1});
  }

  void what_happens_to_its_threads_undoes_a_sighting() {
    StuckWatch watch;
    watch.confirmed({cycle()}, Versions{5, 6, 7});
    QVERIFY(watch.confirmed({cycle()}, Versions{5, 7, 7}).empty());
    QCOMPARE(watch.confirmed({cycle()}, Versions{5, 7, 7}).size(), std::size_t{1});
  }

  void what_happens_to_others_does_not_matter_to_a_cycle() {
    StuckWatch watch;
    watch.confirmed({cycle()}, Versions{5, 6, 7});
    QCOMPARE(watch.confirmed({cycle()}, Versions{5, 6, 99}).size(), std::size_t{1});
  }

  void what_happens_to_anybody_matters_where_anybody_could_help() {
    StuckWatch watch;
    Stuck stuck = cycle();
    stuck.kind = StuckKind::no_notifier;
    watch.confirmed({stuck}, Versions{5, 6, 7});
    QVERIFY(watch.confirmed({stuck}, Versions{5, 6, 8}).empty());
    QCOMPARE(watch.confirmed({stuck}, Versions{5, 6, 8}).size(), std::size_t{1});
  }

  void a_gap_begins_anew() {
    StuckWatch watch;
    watch.confirmed({cycle()}, Versions{5, 6});
    watch.confirmed({}, Versions{5, 6});
    QVERIFY(watch.confirmed({cycle()}, Versions{5, 6}).empty());
  }
};

QTEST_APPLESS_MAIN(TestStuckWatch)
#include "tst_stuck_watch.moc"
