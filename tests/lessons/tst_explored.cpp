#include <QTest>
#include <string>

#include "course/exploration.h"
#include "lessons/catalogue.h"

using course::Entry;
using course::Exploration;
using course::Replay;
using course::StepVerdict;
using course::Variant;

using namespace std::chrono_literals;

namespace {

course::Settings small(const Entry& entry) {
  return course::controlled_settings(entry.lesson, course::Settings(entry.lesson.parameters));
}

Exploration explored(const Entry& entry, const std::string& variant, std::chrono::milliseconds budget) {
  return course::explore(entry, variant, small(entry), {.budget = budget});
}

bool can_be_found(const Variant& variant) {
  return variant.kind == Variant::Kind::broken && variant.beyond_exploring.empty();
}

}  // namespace

class TestExplored : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void what_is_broken_is_found_and_can_be_replayed_data() { rows(can_be_found); }
  void what_is_broken_is_found_and_can_be_replayed() {
    QFETCH(std::string, id);
    QFETCH(std::string, variant);
    const Entry& entry = lessons::catalogue().at(id);
    const Exploration found = explored(entry, variant, 20s);
    qInfo("%s", found.sentence.c_str());
    QCOMPARE(std::string(name(found.outcome)), std::string("fails"));
    QVERIFY(found.failure.fails() && !found.failure.sentence.empty());
    QCOMPARE(found.failure.culprits.empty(), false);
    const Replay first = course::replay(lessons::catalogue(), found.schedule);
    QCOMPARE(first.verdict.sentence, found.failure.sentence);
    QCOMPARE(first.verdict.claim, found.failure.claim);
    const Replay second = course::replay(lessons::catalogue(), found.schedule);
    QCOMPARE(second.hash, first.hash);
    QVERIFY(QString::fromStdString(found.schedule).contains(QString::fromStdString(first.hash)));
  }

  void what_is_right_is_proved_or_not_seen_to_fail_data() {
    rows([](const Variant& variant) { return !can_be_found(variant); });
  }
  void what_is_right_is_proved_or_not_seen_to_fail() {
    QFETCH(std::string, id);
    QFETCH(std::string, variant);
    const Exploration found = explored(lessons::catalogue().at(id), variant, 2s);
    qInfo("%s", found.sentence.c_str());
    QVERIFY2(found.holds(), to_text(found).c_str());
    QVERIFY(found.coverage.different > 0);
    QVERIFY(found.schedule.empty() && found.steps.empty());
  }

 private:
  template <class Wanted>
  static void rows(Wanted wanted) {
    QTest::addColumn<std::string>("id");
    QTest::addColumn<std::string>("variant");
    for (const Entry& entry : lessons::catalogue().entries()) {
      for (const Variant& variant : entry.lesson.variants) {
        if (wanted(variant)) QTest::addRow("%s, %s", entry.id.c_str(), variant.id.c_str()) << entry.id << variant.id;
      }
    }
  }
};

QTEST_GUILESS_MAIN(TestExplored)
#include "tst_explored.moc"
