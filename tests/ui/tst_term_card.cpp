#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "patience.h"
#include "ui/course_text.h"
#include "ui/term_card.h"
#include "ui/theme.h"

using ui::TermCard;

namespace {

const course::Glossary glossary(
    "## owner\n\nWho has a [lock](term:lock).\n\n## lock\n\nWhat an owner has. See [Lock](lesson:lock).\n");

/// A page with something in it that has the focus, and a card over it.
struct Page {
  Page() {
    window.resize(700, 400);
    window.show();
    if (!QTest::qWaitForWindowActive(&window)) qFatal("the window does not become active");
    before.setFocus();
  }

  QRect linkAt(const QPoint& point) const { return {window.mapToGlobal(point), QSize(60, 16)}; }
  void open(const QPoint& point) { card.showTerm(QStringLiteral("owner"), linkAt(point)); }
  QString heading() const { return card.findChild<QLabel*>()->text(); }
  ui::CourseText& text() const { return *card.findChild<ui::CourseText*>(); }
  QToolButton* button(const QString& name) const {
    for (auto* each : card.findChildren<QToolButton*>()) {
      if (each->text() == name) return each;
    }
    return nullptr;
  }

  QWidget window;
  QLineEdit before{&window};
  TermCard card{glossary, window};
};

}  // namespace

class TestTermCard : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { ui::theme::apply(*qApp, ui::theme::Scheme::light, 100); }

  void it_opens_below_the_link_and_takes_the_focus() {
    Page page;
    QVERIFY(page.card.isHidden());
    page.open({100, 50});
    QVERIFY(page.card.isVisible());
    QCOMPARE(page.heading(), QStringLiteral("Owner"));
    QCOMPARE(page.text().toPlainText(), QStringLiteral("Who has a lock."));
    QVERIFY(page.card.y() > 65 && page.card.y() < 80);
    QVERIFY(page.text().hasFocus());
  }

  void it_is_as_high_as_its_text() {
    Page page;
    page.open({100, 50});
    QVERIFY(page.card.height() < page.window.height() / 2);
    QVERIFY(page.text().document()->size().height() <= page.text().viewport()->height());
  }

  void it_never_covers_the_link_nor_leaves_the_page_data() {
    QTest::addColumn<QPoint>("point");
    QTest::newRow("top left") << QPoint(0, 0);
    QTest::newRow("right") << QPoint(640, 100);
    QTest::newRow("bottom") << QPoint(300, 380);
  }
  void it_never_covers_the_link_nor_leaves_the_page() {
    QFETCH(QPoint, point);
    Page page;
    page.open(point);
    QVERIFY(page.window.rect().contains(page.card.geometry()));
    QVERIFY(!page.card.geometry().intersects(QRect(point, QSize(60, 16))));
    page.window.resize(500, 400);
    QTRY_VERIFY(page.window.rect().contains(page.card.geometry()));
  }

  void escape_and_the_button_close_it_and_give_the_focus_back() {
    Page page;
    page.open({100, 50});
    QTest::keyClick(&page.text(), Qt::Key_Escape);
    QVERIFY(page.card.isHidden());
    QVERIFY(page.before.hasFocus());
    page.open({100, 50});
    page.button(QStringLiteral("\u2715"))->click();
    QVERIFY(page.card.isHidden());
    QVERIFY(page.before.hasFocus());
  }

  void its_links_lead_to_terms_and_lessons() {
    Page page;
    QSignalSpy lessons(&page.card, &TermCard::lessonChosen);
    page.open({100, 50});
    const QPoint before = page.card.pos();
    QTest::keyClick(&page.text(), Qt::Key_Tab);
    QTest::keyClick(&page.text(), Qt::Key_Return);
    QCOMPARE(page.heading(), QStringLiteral("Lock"));
    QCOMPARE(page.card.pos(), before);
    QTest::keyClick(&page.text(), Qt::Key_Tab);
    QTest::keyClick(&page.text(), Qt::Key_Return);
    QCOMPARE(lessons.size(), 1);
    QTest::keyClick(&page.text(), Qt::Key_Escape);
    QVERIFY(page.before.hasFocus());
  }

  void the_whole_glossary_can_be_asked_for() {
    Page page;
    QSignalSpy asked(&page.card, &TermCard::glossaryAsked);
    page.open({100, 50});
    page.button(QStringLiteral("Glossary"))->click();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().first().toString(), QStringLiteral("owner"));
  }

  void a_term_that_is_none_opens_nothing() {
    Page page;
    page.card.showTerm(QStringLiteral("no such"), page.linkAt({0, 0}));
    QVERIFY(page.card.isHidden());
  }
};

QTEST_MAIN(TestTermCard)
#include "tst_term_card.moc"
