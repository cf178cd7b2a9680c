#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

#include "patience.h"
#include "story.h"
#include "ui/output_view.h"
#include "ui/theme.h"

class TestOutputView : public QObject {
  Q_OBJECT

 private:
  static void print(Story& story, trace::ThreadId thread, int lines) {
    for (int i = 0; i < lines; ++i) story.prints(thread, "line " + std::to_string(i));
  }

 private Q_SLOTS:
  void initTestCase() { ui::theme::apply(*qApp, ui::theme::Scheme::light, 100); }

  void nothing_printed_shows_a_sentence() {
    ui::OutputView view;
    view.showFrame(nullptr);
    QVERIFY(!view.isContentShown());
    Story story;
    story.thread("main");
    view.showFrame(story.frame());
    QVERIFY(!view.isContentShown());
  }

  void lines_tell_thread_time_and_text() {
    ui::OutputView view;
    Story story;
    story.thread("main");
    const auto worker = story.thread("worker-1");
    story.at(12.5).prints(worker, "hello");
    view.showFrame(story.frame());
    QVERIFY(view.isContentShown());
    QCOMPARE(view.text().toPlainText().simplified(), QStringLiteral("B 12.50 ms hello"));
  }

  void what_does_not_fit_goes_on_under_the_text() {
    ui::OutputView view;
    Story story;
    const auto main = story.thread("main");
    const int letter = QFontMetrics(view.text().font()).horizontalAdvance(QLatin1Char('x'));
    view.resize(letter * 44, 200);
    view.show();
    story.prints(main, "made: worker is not alive, no ident yet");
    view.showFrame(story.frame());
    story.prints(main, "joined: worker is not alive, and its ident is still 3");
    view.showFrame(story.frame());
    for (const int width : {44, 50, 40}) {
      view.resize(letter * width, 200);
      view.text().grab();
      for (const QTextBlock& block : {view.text().document()->firstBlock(), view.text().document()->lastBlock()}) {
        const QTextLayout& lines = *block.layout();
        const qreal left = lines.lineAt(0).cursorToX(18);
        QVERIFY(lines.lineCount() > 1);
        for (int i = 1; i < lines.lineCount(); ++i) {
          QVERIFY(std::abs(lines.lineAt(i).x() - left) < 2);
          QVERIFY(lines.lineAt(i).naturalTextRect().right() <= view.text().viewport()->width());
        }
      }
    }
  }

  void frame_appends_only_what_is_new() {
    ui::OutputView view;
    Story story;
    const auto main = story.thread("main");
    print(story, main, 3);
    view.showFrame(story.frame());
    view.showFrame(story.frame());
    QCOMPARE(view.text().blockCount(), 3);
    print(story, main, 2);
    view.showFrame(story.frame());
    QCOMPARE(view.text().blockCount(), 5);
  }

  void end_is_followed_unless_scrolled_up() {
    ui::OutputView view;
    view.resize(300, 100);
    view.show();
    Story story;
    const auto main = story.thread("main");
    print(story, main, 100);
    view.showFrame(story.frame());
    QScrollBar* bar = view.text().verticalScrollBar();
    QCOMPARE(bar->value(), bar->maximum());
    bar->setValue(10);
    print(story, main, 10);
    view.showFrame(story.frame());
    QCOMPARE(bar->value(), 10);
  }

  void flood_is_bounded_and_says_what_it_left_out() {
    ui::OutputView view;
    Story story;
    const auto main = story.thread("main");
    print(story, main, 3'000);
    view.showFrame(story.frame());
    QCOMPARE(view.text().blockCount(), static_cast<int>(ui::OutputView::mostPerFrame) + 1);
    QVERIFY(view.text().toPlainText().startsWith(QStringLiteral("... 2000 lines more ...")));
    QVERIFY(view.text().toPlainText().endsWith(QStringLiteral("line 2999")));
    for (int i = 0; i < 10; ++i) {
      print(story, main, 1'000);
      view.showFrame(story.frame());
    }
    QCOMPARE(view.text().blockCount(), ui::OutputView::mostLines);
  }

  void another_run_begins_anew() {
    ui::OutputView view;
    Story first;
    print(first, first.thread("main"), 5);
    view.showFrame(first.frame());
    Story second;
    print(second, second.thread("main"), 2);
    view.showFrame(second.frame());
    QCOMPARE(view.text().blockCount(), 2);
  }

  void theme_can_change_while_shown() {
    ui::OutputView view;
    view.show();
    Story story;
    print(story, story.thread("main"), 5);
    view.showFrame(story.frame());
    ui::theme::apply(*qApp, ui::theme::Scheme::dark, 150);
    QTRY_COMPARE(view.text().font().pointSizeF(), qApp->font().pointSizeF());
    QCOMPARE(view.text().blockCount(), 5);
    ui::theme::apply(*qApp, ui::theme::Scheme::light, 100);
  }
};

QTEST_MAIN(TestOutputView)
#include "tst_output_view.moc"
