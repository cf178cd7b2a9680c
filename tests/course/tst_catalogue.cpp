#include <QTest>

#include "course/catalogue.h"

using course::BadInput;
using course::Snippet;

namespace {

constexpr const char* listing = R"(#include <x>

namespace {

//! [plain]
  void work() {
    //! [inner]
    count();
    //! [inner]

    stop();
  }
//! [plain]

//! [program]
int program() { return 0; }
//! [program]
}
)";

course::Entry entry(std::string id, int number) {
  course::Entry result;
  result.id = std::move(id);
  result.number = number;
  return result;
}

}  // namespace

class TestCatalogue : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_snippet_is_what_stands_between_its_markers() {
    const Snippet inner = course::snippet(listing, "inner");
    QCOMPARE(inner.text, std::string("count();"));
    QCOMPARE(inner.first_line, 8);
    QCOMPARE(inner.indentation, 4);
  }

  void lines_of_a_snippet_keep_counting_over_other_markers() {
    const Snippet plain = course::snippet(listing, "plain");
    QCOMPARE(plain.text, std::string("void work() {\n\n  count();\n\n\n  stop();\n}"));
    QCOMPARE(plain.first_line, 6);
    QCOMPARE(plain.indentation, 2);
  }

  void without_a_marker_of_its_own_the_program_is_shown() {
    const Snippet program = course::snippet(listing, "lock");
    QCOMPARE(program.text, std::string("int program() { return 0; }"));
    QCOMPARE(program.first_line, 16);
    QCOMPARE(program.indentation, 0);
  }

  void without_any_marker_the_whole_listing_is_shown() {
    const Snippet whole = course::snippet("\n\n  one\n\n    two\n\n", "plain");
    QCOMPARE(whole.text, std::string("one\n\n  two"));
    QCOMPARE(whole.first_line, 3);
    QCOMPARE(whole.indentation, 2);
    QCOMPARE(course::snippet("", "plain").text, std::string());
  }

  void python_comments_mark_as_well() {
    const Snippet python = course::snippet("import threading\n#! [plain]\nwork()\n#! [plain]\n", "plain");
    QCOMPARE(python.text, std::string("work()"));
    QCOMPARE(python.first_line, 3);
  }

  void a_marker_in_the_middle_of_a_line_is_no_marker() {
    const Snippet snippet = course::snippet("a();  //! [x]\nb();\n", "x");
    QCOMPARE(snippet.text, std::string("a();  //! [x]\nb();"));
  }

  void lessons_stand_in_the_order_of_their_numbers() {
    const course::Catalogue catalogue({entry("lock", 310), entry("first-thread", 110)});
    QCOMPARE(catalogue.entries().front().id, std::string("first-thread"));
    QCOMPARE(catalogue.at("lock").chapter(), 3);
  }

  void an_unknown_lesson_is_answered_with_the_nearest() {
    const course::Catalogue catalogue({entry("lock", 310), entry("race-condition", 210)});
    try {
      catalogue.at("race-conditoin");
      QFAIL("accepted");
    } catch (const BadInput& error) {
      QCOMPARE(error.what(), "There is no lesson \"race-conditoin\". Did you mean \"race-condition\"?");
    }
    try {
      catalogue.at("zebra");
      QFAIL("accepted");
    } catch (const BadInput& error) {
      QCOMPARE(error.what(), "There is no lesson \"zebra\"; there are race-condition and lock.");
    }
  }

  void chapters_have_titles() {
    QCOMPARE(course::chapter_title(1), std::string_view("Threads"));
    QCOMPARE(course::chapter_title(7), std::string_view("Challenges"));
    QVERIFY_THROWS_EXCEPTION(BadInput, course::chapter_title(0));
    QVERIFY_THROWS_EXCEPTION(BadInput, course::chapter_title(8));
  }
};

QTEST_APPLESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
