#include <QTest>
#include <set>

#include "model/finding.h"

using model::FindingKind;

class TestFinding : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_kind_has_a_name_of_its_own() {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(FindingKind::too_many_threads); ++i) {
      names.insert(name(static_cast<FindingKind>(i)));
    }
    QCOMPARE(names.size(), std::size_t{4});
    QVERIFY(!names.contains("?"));
  }

  void only_what_is_about_the_program_is_a_warning() {
    QVERIFY(is_warning(FindingKind::lock_order));
    QVERIFY(is_warning(FindingKind::race));
    QVERIFY(!is_warning(FindingKind::events_dropped));
    QVERIFY(!is_warning(FindingKind::too_many_threads));
  }

  void its_lines_are_told_once_each() {
    model::Finding race;
    race.steps = {{.source = {7}}, {.source = {7}}, {.source = {}}, {.source = {9}, .held = {.source = {8}}}};
    QCOMPARE(lines(race), (std::vector<trace::SourceId>{{7}, {9}}));
    race.kind = FindingKind::lock_order;
    QCOMPARE(lines(race), (std::vector<trace::SourceId>{{7}, {8}, {9}}));
  }
};

QTEST_APPLESS_MAIN(TestFinding)
#include "tst_finding.moc"
