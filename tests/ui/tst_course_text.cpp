#include <QAbstractTextDocumentLayout>
#include <QDesktopServices>
#include <QHelpEvent>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QToolTip>

#include "patience.h"
#include "ui/course_text.h"
#include "ui/theme.h"

using ui::CourseText;

namespace {

constexpr auto sample =
    "# A race\n\nTwo threads add to `counter`. See [locks](lesson:lock), [an owner](term:owner) and "
    "[Python](https://docs.python.org/).\n\n```\ncounter = counter + 1\n```\n\n- a load\n- a store\n";

const course::Glossary glossary("# Glossary\n\n## owner, holder\n\nWho has a [lock](lesson:lock), if anybody < 2.\n");

/// A text on display, and what it said.
struct Page {
  explicit Page(const std::string& markdown = sample) {
    text.setGlossary(glossary);
    text.showText(markdown);
    text.resize(600, 400);
    text.show();
    if (!QTest::qWaitForWindowExposed(&text)) qFatal("the text is not shown");
  }

  QTextBlock block(const QString& beginning) const {
    for (QTextBlock one = text.document()->begin(); one.isValid(); one = one.next()) {
      if (one.text().startsWith(beginning)) return one;
    }
    return {};
  }
  QTextCharFormat format(const QString& words) const { return text.document()->find(words).charFormat(); }
  QPoint place(const QString& words) const {
    return text.cursorRect(text.document()->find(words)).center() - QPoint(4, 0);
  }

  CourseText text;
  QSignalSpy lessons{&text, &CourseText::lessonChosen};
  QSignalSpy terms{&text, &CourseText::termChosen};
};

}  // namespace

/// Stands for the person's browser.
class Browser : public QObject {
  Q_OBJECT

 public:
  QUrl opened;

 public Q_SLOTS:
  void open(const QUrl& link) { opened = link; }
};

class TestCourseText : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { ui::theme::apply(*qApp, ui::theme::Scheme::light, 100); }

  void headings_are_larger_and_code_has_the_code_font() {
    const Page page;
    const QTextBlock heading = page.block(QStringLiteral("A race"));
    QVERIFY(heading.begin().fragment().charFormat().fontPointSize() > qApp->font().pointSizeF() * 1.3);
    const qreal height = page.text.document()->documentLayout()->blockBoundingRect(heading).height();
    QVERIFY(height > QFontMetricsF(qApp->font()).height() * 1.3);
    const QTextBlock code = page.block(QStringLiteral("counter = "));
    QVERIFY(code.begin().fragment().charFormat().fontFixedPitch());
    QVERIFY(code.blockFormat().background().style() != Qt::NoBrush);
  }

  void code_has_a_ground_that_can_be_told_from_paper_in_both_themes() {
    for (const ui::theme::Scheme scheme : {ui::theme::Scheme::dark, ui::theme::Scheme::light}) {
      ui::theme::apply(*qApp, scheme, 100);
      const Page page;
      const QColor within = page.format(QStringLiteral("counter")).background().color();
      const QColor block = page.block(QStringLiteral("counter = ")).blockFormat().background().color();
      QCOMPARE(within, block);
      const int distance = std::abs(qGray(within.rgb()) - qGray(ui::theme::paper().rgb()));
      QVERIFY2(distance >= 12 && distance <= 30, qPrintable(QString::number(distance)));
    }
  }

  void a_list_keeps_together_and_what_follows_keeps_its_distance() {
    ui::CourseText text;
    text.showText("- one\n- two\n\nAfter it.\n");
    const auto below = [&](const QString& words) {
      return text.document()->find(words).block().blockFormat().bottomMargin();
    };
    QCOMPARE(below(QStringLiteral("two")), below(QStringLiteral("After")));
    QVERIFY(below(QStringLiteral("one")) < below(QStringLiteral("two")));
  }

  void terms_look_different_from_links() {
    const Page page;
    const QTextCharFormat term = page.format(QStringLiteral("an owner"));
    const QTextCharFormat link = page.format(QStringLiteral("locks"));
    QCOMPARE(term.underlineStyle(), QTextCharFormat::DotLine);
    QCOMPARE(term.foreground().color(), ui::theme::ink());
    QCOMPARE(link.underlineStyle(), QTextCharFormat::SingleUnderline);
    QCOMPARE(link.foreground().color(), ui::theme::accent());
  }

  void a_click_on_a_link_is_told_by_what_it_leads_to() {
    Page page;
    QTest::mouseClick(page.text.viewport(), Qt::LeftButton, {}, page.place(QStringLiteral("locks")));
    QCOMPARE(page.lessons.size(), 1);
    QCOMPARE(page.lessons.first().first().toString(), QStringLiteral("lock"));
    QTest::mouseClick(page.text.viewport(), Qt::LeftButton, {}, page.place(QStringLiteral("an owner")));
    QCOMPARE(page.terms.size(), 1);
    QCOMPARE(page.terms.first().first().toString(), QStringLiteral("owner"));
    const QRect link = page.terms.first().last().toRect();
    QVERIFY(link.contains(page.text.viewport()->mapToGlobal(page.place(QStringLiteral("an owner")))));
  }

  void other_links_open_outside() {
    Page page;
    Browser browser;
    QDesktopServices::setUrlHandler(QStringLiteral("https"), &browser, "open");
    Q_EMIT page.text.anchorClicked(QUrl(QStringLiteral("https://docs.python.org/")));
    QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
    QCOMPARE(browser.opened, QUrl(QStringLiteral("https://docs.python.org/")));
    QVERIFY(page.lessons.isEmpty() && page.terms.isEmpty());
    QVERIFY(page.text.toPlainText().contains(QStringLiteral("A race")));
  }

  void links_can_be_followed_with_the_keyboard() {
    Page page;
    page.text.activateWindow();
    page.text.setFocus();
    QTRY_VERIFY(page.text.hasFocus());
    QTest::keyClick(&page.text, Qt::Key_Tab);
    QTest::keyClick(&page.text, Qt::Key_Return);
    QCOMPARE(page.lessons.size(), 1);
    QTest::keyClick(&page.text, Qt::Key_Tab);
    QTest::keyClick(&page.text, Qt::Key_Return);
    QCOMPARE(page.terms.size(), 1);
  }

  void the_pointer_on_a_term_sees_what_it_means() {
    Page page;
    const auto hover = [&](const QString& words) {
      const QPoint at = page.place(words);
      QHelpEvent event(QEvent::ToolTip, at, page.text.viewport()->mapToGlobal(at));
      QCoreApplication::sendEvent(page.text.viewport(), &event);
      return QToolTip::text();
    };
    QCOMPARE(hover(QStringLiteral("locks")), QString());
    QCOMPARE(hover(QStringLiteral("a load")), QString());
    QCOMPARE(hover(QStringLiteral("an owner")),
             QStringLiteral("<b>Owner (holder)</b><br/>Who has a lock, if anybody &lt; 2."));
  }

  void lines_keep_a_readable_measure() {
    Page page;
    page.text.resize(1600, 400);
    QTRY_VERIFY(page.text.viewport()->width() < page.text.fontMetrics().averageCharWidth() * 100);
    page.text.resize(300, 400);
    QTRY_VERIFY(page.text.viewport()->width() > 250);
  }

  void text_scales_with_the_application() {
    const Page page;
    const auto size = [&] {
      return page.block(QStringLiteral("A race")).begin().fragment().charFormat().fontPointSize();
    };
    const qreal before = size();
    ui::theme::apply(*qApp, ui::theme::Scheme::dark, 200);
    QTRY_VERIFY(size() > before * 1.8);
    ui::theme::apply(*qApp, ui::theme::Scheme::light, 100);
  }
};

QTEST_MAIN(TestCourseText)
#include "tst_course_text.moc"
