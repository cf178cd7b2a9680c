#include <QtTest>
#include <algorithm>
#include <array>
#include <string>
#include <thread>
#include <vector>

#include "trace/source.h"

using trace::intern;
using trace::Source;
using trace::SourceId;

namespace {

Source called_from(Source source = Source::here()) { return source; }

}  // namespace

class TestSource : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void nowhere_is_false_and_has_no_file() {
    QVERIFY(!SourceId{});
    QCOMPARE(SourceId{}.file(), std::string());
    QVERIFY(!intern({}));
    QVERIFY(!intern({"without_a_line.cpp", 0}));
  }

  void a_default_argument_is_the_callers_line() {
    const Source source = called_from();
    QCOMPARE(source.line, std::uint32_t{__LINE__ - 1});
    QCOMPARE(std::string(source.file), std::string(__FILE__));
  }

  void file_and_line_come_back() {
    const SourceId id = intern({"lesson.cpp", 65'535});
    QVERIFY(id);
    QCOMPARE(id.file(), std::string("lesson.cpp"));
    QCOMPARE(id.line(), std::uint32_t{65'535});
  }

  void a_file_is_its_text_not_its_address() {
    const std::string copy = "same.cpp";
    QVERIFY(intern({"same.cpp", 7}) == intern({copy.c_str(), 7}));
    QVERIFY(intern({"same.cpp", 7}) != intern({"other.cpp", 7}));
  }

  void every_thread_gives_a_place_the_same_id() {
    std::array<std::vector<SourceId>, 4> seen;
    std::vector<std::jthread> threads;
    for (auto& ids : seen) {
      threads.emplace_back([&ids] {
        for (const char* file : {"one.cpp", "two.cpp", "three.cpp"}) ids.push_back(intern({file, 3}));
      });
    }
    threads.clear();
    QVERIFY(std::all_of(seen.begin(), seen.end(), [&seen](const auto& ids) { return ids == seen[0]; }));
    QCOMPARE(seen[0][2].file(), std::string("three.cpp"));
  }

  // Last: it fills the table of this process.
  void the_256th_file_is_nowhere_and_the_earlier_ones_stay() {
    const SourceId early = intern({"early.cpp", 1});
    std::vector<std::string> names;
    for (int i = 0; i < 256; ++i) names.push_back("file_" + std::to_string(i) + ".cpp");
    SourceId late;
    for (const std::string& name : names) late = intern({name.c_str(), 1});
    QVERIFY(!late);
    QVERIFY(intern({"early.cpp", 1}) == early);
    QCOMPARE(early.file(), std::string("early.cpp"));
  }
};

QTEST_APPLESS_MAIN(TestSource)
#include "tst_source.moc"
