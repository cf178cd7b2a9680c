#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>

#include "patience.h"
#include "ui/course_text.h"
#include "ui/glossary_window.h"
#include "ui/theme.h"

using ui::GlossaryWindow;

namespace {

course::Glossary manyTerms() {
  std::string markdown;
  for (char letter = 'a'; letter <= 'z'; ++letter) {
    const std::string name(1, letter);
    markdown.append("## term ").append(name).append("\n\nMeaning ").append(name).append(", see [b](term:term-b).\n\n");
  }
  return course::Glossary(markdown + "## zzz\n\nThe last. See [Lock](lesson:lock).\n");
}

const course::Glossary glossary = manyTerms();

struct Opened {
  explicit Opened(const QString& term = {}) {
    window.openAt(term);
    if (!QTest::qWaitForWindowActive(&window)) qFatal("the window does not become active");
  }

  ui::CourseText& text() { return *window.findChild<ui::CourseText*>(); }
  QLineEdit& filter() { return *window.findChild<QLineEdit*>(); }
  QString first() { return text().cursorForPosition(QPoint(30, 14)).block().text(); }

  GlossaryWindow window{glossary};
};

}  // namespace

class TestGlossaryWindow : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { ui::theme::apply(*qApp, ui::theme::Scheme::light, 100); }

  void it_opens_with_every_term_ready_to_search() {
    Opened opened;
    for (const char* heading : {"Term a", "Term z", "Zzz"}) {
      QVERIFY(opened.text().toPlainText().contains(QString::fromLatin1(heading)));
    }
    QTRY_VERIFY(opened.filter().hasFocus());
    QCOMPARE(opened.text().verticalScrollBar()->value(), 0);
  }

  void it_opens_at_a_term() {
    Opened opened(QStringLiteral("term-k"));
    QTRY_COMPARE(opened.first(), QStringLiteral("Term k"));
    QVERIFY(opened.text().hasFocus());
    Q_EMIT opened.text().termChosen(QStringLiteral("term-b"), {});
    QCOMPARE(opened.first(), QStringLiteral("Term b"));
  }

  void what_is_typed_narrows_the_terms() {
    Opened opened;
    QTest::keyClicks(&opened.filter(), QStringLiteral("TERM meaning q"));
    QVERIFY(opened.text().toPlainText().startsWith(QStringLiteral("Term q\n")));
    QVERIFY(!opened.text().toPlainText().contains(QStringLiteral("Term a")));
    QTest::keyClicks(&opened.filter(), QStringLiteral(" nonsense"));
    QCOMPARE(opened.text().toPlainText(), QStringLiteral("No term has these words."));
    opened.window.openAt(QStringLiteral("zzz"));
    QVERIFY(opened.filter().text().isEmpty());
    QVERIFY(opened.text().toPlainText().contains(QStringLiteral("Term a")));
  }

  void its_links_lead_to_lessons_and_it_stays_open() {
    Opened opened;
    QSignalSpy chosen(&opened.window, &GlossaryWindow::lessonChosen);
    Q_EMIT opened.text().anchorClicked(QUrl(QStringLiteral("lesson:lock")));
    QCOMPARE(chosen.size(), 1);
    QVERIFY(opened.window.isVisible() && !opened.window.isModal());
  }

  void escape_closes_and_enter_does_not() {
    Opened opened;
    QTest::keyClick(&opened.filter(), Qt::Key_Return);
    QVERIFY(opened.window.isVisible());
    QTest::keyClick(&opened.filter(), Qt::Key_Escape);
    QVERIFY(!opened.window.isVisible());
  }
};

QTEST_MAIN(TestGlossaryWindow)
#include "tst_glossary_window.moc"
