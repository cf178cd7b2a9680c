#include <QTest>

#include "course/lesson.h"

using course::Variant;

class TestLesson : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_variant_is_found_by_its_id() {
    course::Lesson lesson;
    lesson.variants = {{"plain", "Plain", Variant::Kind::broken, "", nullptr},
                       {"lock", "Lock", Variant::Kind::sound, "", nullptr}};
    QCOMPARE(lesson.variant("lock").label, std::string("Lock"));
    try {
      lesson.variant("lok");
      QFAIL("accepted");
    } catch (const course::BadInput& error) {
      QCOMPARE(error.what(), "There is no variant \"lok\"; there are plain and lock. Did you mean \"lock\"?");
    }
  }

  void every_kind_has_a_word() {
    for (Variant::Kind kind :
         {Variant::Kind::broken, Variant::Kind::sound, Variant::Kind::design, Variant::Kind::open}) {
      QVERIFY(!course::name(kind).empty());
    }
  }
};

QTEST_APPLESS_MAIN(TestLesson)
#include "tst_lesson.moc"
