#include <QTest>

#include "course/catalogue.h"
#include "course/challenge.h"

using course::Challenge;
using course::Lesson;
using course::Pieces;
using course::Slot;
using course::Snippet;

namespace {

const std::string listing =
    "#include <x>\n"       // 1
    "//! [repaired]\n"     // 2
    "void repaired() {\n"  // 3
    "  Lock guard;\n"      // 4
    "  work([&] {\n"       // 5
    "    //! <update>\n"   // 6
    "    if (chosen == \"a\") {\n"
    "      //! [plain]\n"    // 8
    "      read();\n"        // 9
    "      if (seen) {\n"    // 10
    "        write();\n"     // 11
    "      }\n"              // 12
    "      //! [plain]\n"    // 13
    "    } else {\n"         // 14
    "      //! [nothing]\n"  // 15
    "      //! [nothing]\n"  // 16
    "    }\n"                // 17
    "    //! <update>\n"     // 18
    "  });\n"                // 19
    "}\n"                    // 20
    "//! [repaired]\n";

Challenge challenge() {
  return {.goal = "Break it.",
          .claim = "all-well",
          .hints = {},
          .slots = {{.id = "update", .label = "What it does", .pieces = {{"plain", ""}, {"nothing", ""}}},
                    {.id = "body",
                     .label = "In which order",
                     .form = Slot::Form::in_order,
                     .pieces = {{"read", ""}, {"take", ""}, {"write", ""}}}},
          .as_found = [](course::Stage&) {},
          .repaired = [](course::Stage&) {}};
}

Lesson lesson() { return as_challenge(challenge(), {.title = "Example", .summary = "", .claims = {}, .views = {}}); }

}  // namespace

class TestChallenge : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_challenge_has_the_program_as_found_and_the_repaired_one() {
    const Lesson made = lesson();
    QVERIFY(made.challenge.has_value());
    QCOMPARE(made.variants.size(), std::size_t{2});
    QCOMPARE(made.variants[0].id, std::string(course::as_found));
    QCOMPARE(made.variants[0].kind, course::Variant::Kind::broken);
    QCOMPARE(made.variants[1].id, std::string(course::repaired));
    QCOMPARE(made.variants[1].kind, course::Variant::Kind::open);
    for (const course::Variant& variant : made.variants) QVERIFY(variant.program);
  }

  void one_of_some_pieces_is_chosen_by_its_id_and_the_first_is_as_found() {
    course::Settings settings(lesson().parameters);
    QCOMPARE(settings.text("update"), std::string("plain"));
    settings.set_text("update", "nothing");
    QVERIFY_THROWS_EXCEPTION(course::BadInput, settings.set_text("update", "everything"));
    QCOMPARE(course::chosen_pieces(challenge(), settings).at("update"), std::vector<std::string>{"nothing"});
  }

  void an_order_is_chosen_by_all_of_its_pieces_and_nothing_else() {
    course::Settings settings(lesson().parameters);
    QCOMPARE(settings.parameter("body").choices.size(), std::size_t{6});
    QCOMPARE(settings.text("body"), std::string("read take write"));
    settings.set_text("body", "take read write");
    QVERIFY_THROWS_EXCEPTION(course::BadInput, settings.set_text("body", "take read"));
    QVERIFY_THROWS_EXCEPTION(course::BadInput, settings.set_text("body", "take take write"));
    const std::vector<std::string> order{"take", "read", "write"};
    QCOMPARE(course::chosen_pieces(challenge(), settings).at("body"), order);
    QCOMPARE(course::joined(order), std::string("take read write"));
  }

  void what_is_shown_is_the_program_with_the_chosen_pieces() {
    const Snippet filled = course::snippet(listing, "repaired", Pieces{{"update", {"plain"}}});
    QCOMPARE(filled.text, std::string("void repaired() {\n  Lock guard;\n  work([&] {\n    read();\n    if (seen) {\n"
                                      "      write();\n    }\n  });\n}"));
    QCOMPARE(filled.lines, (std::vector<int>{3, 4, 5, 9, 10, 11, 12, 19, 20}));
    QCOMPARE(filled.first_line, 3);
  }

  void a_piece_may_be_empty_and_a_slot_may_take_several() {
    const Snippet none = course::snippet(listing, "repaired", Pieces{{"update", {"nothing"}}});
    QCOMPARE(none.lines, (std::vector<int>{3, 4, 5, 19, 20}));
    const Snippet twice = course::snippet(listing, "repaired", Pieces{{"update", {"plain", "nothing", "plain"}}});
    QCOMPARE(twice.lines.size(), std::size_t{13});
    QCOMPARE(twice.lines[7], 9);
  }

  void a_variant_without_slots_is_shown_as_it_stands() {
    const std::string plain = "//! [plain]\n  a();\n\n  b();\n//! [plain]\n";
    const Snippet shown = course::snippet(plain, "plain", Pieces{});
    QCOMPARE(shown.text, course::snippet(plain, "plain").text);
    QVERIFY(shown.lines.empty());
  }
};

QTEST_APPLESS_MAIN(TestChallenge)
#include "tst_challenge.moc"
