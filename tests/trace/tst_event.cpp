#include <QtTest>
#include <set>
#include <string>
#include <type_traits>

#include "trace/event.h"

using trace::Event;
using trace::EventKind;
using trace::ObjectKind;

namespace {

/// The names of all values of an enum up to `last`.
template <class Kind>
std::multiset<std::string> names(Kind last) {
  std::multiset<std::string> all;
  for (int i = 0; i <= static_cast<int>(last); ++i) all.emplace(name(static_cast<Kind>(i)));
  return all;
}

bool all_different_and_in_words(const std::multiset<std::string>& names) {
  return names.count("?") == 0 && names.count("") == 0 &&
         std::set<std::string>(names.begin(), names.end()).size() == names.size();
}

}  // namespace

class TestEvent : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void an_event_is_a_small_value_without_pointers() {
    QVERIFY(std::is_trivially_copyable_v<Event>);
    QCOMPARE(sizeof(Event), std::size_t{40});
  }

  void every_kind_of_event_has_a_name_of_its_own() { QVERIFY(all_different_and_in_words(names(EventKind::marked))); }

  void every_state_of_a_future_has_a_name_of_its_own() {
    QVERIFY(all_different_and_in_words(names(trace::FutureState::failed)));
  }

  void every_kind_of_object_has_a_name_of_its_own() { QVERIFY(all_different_and_in_words(names(ObjectKind::gauge))); }
};

QTEST_APPLESS_MAIN(TestEvent)
#include "tst_event.moc"
