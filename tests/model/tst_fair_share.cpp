#include <QTest>
#include <algorithm>
#include <limits>

#include "model/dice.h"
#include "model/fair_share.h"

class TestFairShare : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void nobody_gives_while_there_is_room() {
    QCOMPARE(model::fair_share({10, 20, 30}, 60), std::numeric_limits<std::size_t>::max());
    QCOMPARE(model::fair_share({}, 0), std::numeric_limits<std::size_t>::max());
  }

  void the_biggest_give_first() { QCOMPARE(model::fair_share({10, 100, 20}, 60), std::size_t{30}); }

  void equals_give_equally() { QCOMPARE(model::fair_share({100, 100, 100}, 60), std::size_t{20}); }

  void the_limit_is_kept_and_used() {
    tests::Dice dice;
    for (int round = 0; round < 500; ++round) {
      std::vector<std::size_t> sizes(static_cast<std::size_t>(dice.roll(1, 20)));
      for (std::size_t& size : sizes) size = static_cast<std::size_t>(dice.roll(0, 1000));
      const auto limit = static_cast<std::size_t>(dice.roll(0, 10'000));
      const std::size_t share = model::fair_share(sizes, limit);
      std::size_t all = 0;
      std::size_t left = 0;
      for (const std::size_t size : sizes) {
        all += size;
        left += std::min(size, share);
      }
      QVERIFY(left <= limit);
      QVERIFY(left + sizes.size() > std::min(all, limit));
    }
  }
};

QTEST_APPLESS_MAIN(TestFairShare)
#include "tst_fair_share.moc"
