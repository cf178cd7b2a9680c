#include <QTest>
#include <set>

#include "model/thread_state.h"

class TestThreadState : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_state_has_a_word_of_its_own() {
    std::set<std::string_view> names;
    for (const auto state : model::all_thread_states) names.insert(model::name(state));
    QCOMPARE(names.size(), model::all_thread_states.size());
    QVERIFY(!names.contains("?"));
  }
};

QTEST_APPLESS_MAIN(TestThreadState)
#include "tst_thread_state.moc"
