#include <QAbstractScrollArea>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "patience.h"
#include "step_story.h"
#include "ui/code_view.h"
#include "ui/listing.h"
#include "ui/theme.h"
#include "ui/thread_gutter.h"

namespace {

/// Lines 11 to 30 are the snippet of "opposite", 33 that of "ordered", 36 to 38 that of "repeated".
course::Entry entry() {
  course::Entry entry;
  entry.code_file = Story::file;
  for (int i = 1; i <= 9; ++i) entry.code += "// above\n";
  entry.code += "//! [opposite]\n";
  for (int i = 11; i <= 30; ++i) entry.code += "  call(" + std::to_string(i) + ");\n";
  entry.code += "//! [opposite]\n//! [ordered]\n  ordered();\n//! [ordered]\n";
  entry.code += "//! [repeated]\n  call(11);\n  again();\n  again();\n//! [repeated]\n";
  entry.python = "#! [opposite]\nopposite()\n#! [opposite]\n#! [ordered]\nordered()\n#! [ordered]\n";
  entry.python += "#! [repeated]\nopposite()\nagain()\n#! [repeated]\n";
  entry.lesson.variants.push_back({"opposite", "Opposite order", course::Variant::Kind::broken, "", {}});
  entry.lesson.variants.push_back({"ordered", "Same order", course::Variant::Kind::sound, "", {}});
  entry.lesson.variants.push_back({"repeated", "Repeated", course::Variant::Kind::sound, "", {}});
  return entry;
}

QPushButton& changesButton(ui::CodeView& view) { return *view.findChild<QPushButton*>(); }

}  // namespace

class TestCodeView : public QObject {
  Q_OBJECT

 private:
  static void show(ui::CodeView& view) {
    view.setEntry(entry(), "opposite");
    view.resize(500, 400);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
  }

 private Q_SLOTS:
  void initTestCase() { ui::theme::apply(*qApp, ui::theme::Scheme::light, 100); }

  void first_variant_opens_with_the_lines_of_its_file() {
    ui::CodeView view;
    show(view);
    QCOMPARE(view.cpp().range().first, 11);
    QCOMPARE(view.cpp().range().count, 20);
    QVERIFY(view.cpp().text().startsWith(QStringLiteral("call(11);")));
    QCOMPARE(view.python().text(), QStringLiteral("opposite()"));
  }

  void another_variant_shows_its_snippets() {
    ui::CodeView view;
    show(view);
    view.setVariant("ordered");
    QCOMPARE(view.cpp().text(), QStringLiteral("ordered();"));
    QCOMPARE(view.cpp().range().first, 33);
    QCOMPARE(view.python().text(), QStringLiteral("ordered()"));
  }

  void switching_the_variant_shows_what_changed_in_both_languages() {
    ui::CodeView view;
    show(view);
    QVERIFY(changesButton(view).isHidden());
    view.setVariant("repeated");
    QCOMPARE(view.cpp().addedLines(), (std::vector{37, 38}));
    QCOMPARE(view.cpp().removedLines().join(u'|').count(QStringLiteral("\u2212")), 19);
    QCOMPARE(view.python().addedLines(), (std::vector{9}));
    QVERIFY(view.python().removedLines().join(QString()).isEmpty());
    QCOMPARE(changesButton(view).text(), QStringLiteral("Changes from Opposite order"));
    view.setVariant("opposite");
    QCOMPARE(view.cpp().addedLines().size(), 19U);
    QCOMPARE(view.python().removedLines(), QStringList(QStringLiteral("\u2212 again()")));
    QCOMPARE(changesButton(view).text(), QStringLiteral("Changes from Repeated"));
  }

  void showing_the_same_variant_again_keeps_what_it_is_compared_with() {
    ui::CodeView view;
    show(view);
    view.setVariant("repeated");
    view.setVariant("repeated");
    QCOMPARE(changesButton(view).text(), QStringLiteral("Changes from Opposite order"));
    QCOMPARE(view.cpp().addedLines().size(), 2U);
  }

  void changes_are_hidden_and_shown_by_key() {
    ui::CodeView view;
    show(view);
    view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    view.setVariant("repeated");
    QTest::keyClick(&view, Qt::Key_E, Qt::ControlModifier);
    QTRY_VERIFY(view.cpp().addedLines().empty());
    QVERIFY(view.cpp().removedLines().join(QString()).isEmpty());
    view.setVariant("ordered");
    QVERIFY(view.cpp().addedLines().empty());
    QTest::keyClick(&view, Qt::Key_E, Qt::ControlModifier);
    QTRY_VERIFY(!view.cpp().addedLines().empty());
  }

  void a_long_label_leaves_the_tabs_their_room() {
    ui::CodeView view;
    course::Entry named = entry();
    named.lesson.variants.front().label = std::string(200, 'x');
    view.setEntry(named, "opposite");
    view.resize(500, 400);
    view.show();
    view.setVariant("ordered");
    QTRY_VERIFY(changesButton(view).geometry().right() < view.width());
    QVERIFY(changesButton(view).width() < view.width() * 2 / 3);
  }

  void in_step_mode_the_line_of_the_last_step_is_marked() {
    ui::CodeView view;
    show(view);
    StepStory story;
    story.frame.position = 1;
    view.showStep(story.pointer());
    QCOMPARE(view.cpp().chosenLine(), 12);
    QCOMPARE(view.cpp().blockedLines(), (std::vector{14}));
    QVERIFY(!view.cpp().gutter().badge(story.one).isEmpty());
  }

  void enter_and_a_double_click_name_a_line() {
    ui::CodeView view;
    show(view);
    QList<int> lines;
    connect(&view, &ui::CodeView::lineActivated, this, [&](int line) { lines += line; });
    view.showLine(14);
    QTest::keyClick(view.cpp().focusProxy(), Qt::Key_Return);
    QCOMPARE(lines, (QList<int>{14}));
    auto* text = qobject_cast<QAbstractScrollArea*>(view.cpp().focusProxy())->viewport();
    QTest::mouseDClick(text, Qt::LeftButton, {}, QPoint(text->width() / 2, 4));
    QCOMPARE(lines.size(), 2);
  }

  void threads_stand_at_their_lines() {
    ui::CodeView view;
    show(view);
    Deadlock deadlock;
    view.showFrame(deadlock.story.frame());
    QCOMPARE(view.cpp().blockedLines(), (std::vector{13, 23}));
    const QRect one = view.cpp().gutter().badge(deadlock.one);
    const QRect two = view.cpp().gutter().badge(deadlock.two);
    QVERIFY(!one.isEmpty());
    QVERIFY(one.bottom() < two.top());
    QVERIFY(view.cpp().gutter().badge(deadlock.main).isEmpty());
  }

  void the_listing_does_not_move_when_two_threads_meet() {
    ui::CodeView view;
    show(view);
    Deadlock deadlock;
    const ui::ThreadGutter& gutter = view.cpp().gutter();
    const int width = gutter.sizeHint().width();
    deadlock.story.at(9).on_line(13).happens(trace::EventKind::reached, deadlock.two);
    view.showFrame(deadlock.story.frame());
    QCOMPARE(gutter.badge(deadlock.two).top(), gutter.badge(deadlock.one).top());
    QCOMPARE(gutter.sizeHint().width(), width);
  }

  void click_on_a_badge_chooses_the_thread() {
    ui::CodeView view;
    show(view);
    Deadlock deadlock;
    view.showFrame(deadlock.story.frame());
    QSignalSpy chosen(&view, &ui::CodeView::threadChosen);
    QTest::mouseClick(&view.cpp().gutter(), Qt::LeftButton, {}, view.cpp().gutter().badge(deadlock.two).center());
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().value<trace::ThreadId>(), deadlock.two);
  }

  void sixteen_threads_on_one_line_are_all_visible() {
    ui::CodeView view;
    show(view);
    view.resize(700, 400);
    Story story;
    const auto lock = story.object(trace::ObjectKind::lock, "till");
    std::vector<trace::ThreadId> threads;
    for (int i = 0; i < 16; ++i) threads.push_back(story.thread("worker-" + std::to_string(i)));
    story.at(1).on_line(15).acquires(threads[0], lock);
    for (int i = 1; i < 16; ++i) story.waits(threads[static_cast<std::size_t>(i)], lock, threads[0]);
    view.showFrame(story.frame());
    for (const auto thread : threads) QTRY_VERIFY(!view.cpp().gutter().badge(thread).isEmpty());
    const QRect last = view.cpp().gutter().badge(threads.back());
    QVERIFY(view.cpp().gutter().rect().contains(last));
    const int wide = view.cpp().gutter().sizeHint().width();
    view.showFrame(Story().frame());  // nobody is at a line any more
    QVERIFY(view.cpp().gutter().sizeHint().width() < wide);
  }

  void source_is_marked_and_brought_into_sight() {
    ui::CodeView view;
    show(view);
    view.setCurrentWidget(&view.python());
    view.showSource(trace::intern({Story::file, 29}));
    QCOMPARE(view.currentWidget(), &view.cpp());
    QCOMPARE(view.cpp().chosenLine(), 29);
    view.showSource(trace::intern({"another.cpp", 12}));
    view.showSource(trace::intern({Story::file, 33}));
    QCOMPARE(view.cpp().chosenLine(), 29);
  }

  void clear_takes_the_marks_away() {
    ui::CodeView view;
    show(view);
    Deadlock deadlock;
    view.showFrame(deadlock.story.frame());
    view.clear();
    QVERIFY(view.cpp().blockedLines().empty());
    QVERIFY(view.cpp().gutter().badge(deadlock.one).isEmpty());
  }

  void theme_can_change_while_shown() {
    ui::CodeView view;
    show(view);
    const QColor before = view.cpp().grab().toImage().pixelColor(view.cpp().width() - 40, 200);
    ui::theme::apply(*qApp, ui::theme::Scheme::dark, 120);
    QTRY_VERIFY(view.cpp().grab().toImage().pixelColor(view.cpp().width() - 40, 200) != before);
    ui::theme::apply(*qApp, ui::theme::Scheme::light, 100);
  }
};

QTEST_MAIN(TestCodeView)
#include "tst_code_view.moc"
