#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <set>

#include "story.h"
#include "ui/wait_for_canvas.h"
#include "ui/wait_for_view.h"

class TestWaitForView : public QObject {
  Q_OBJECT

 private:
  static void show(ui::WaitForView& view) {
    view.resize(600, 300);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
  }

 private Q_SLOTS:
  void deadlock_is_drawn_and_told() {
    ui::WaitForView view;
    show(view);
    Deadlock deadlock;
    view.showFrame(deadlock.story.frame());
    QCOMPARE(view.canvas().edges().size(), std::size_t{4});
    QVERIFY(view.sentences().contains(QStringLiteral("worker-1 holds lock left and waits for lock right")));
    QVERIFY(view.inWords().contains(QStringLiteral("worker-1 waits for lock right, held by worker-2.")));
    QVERIFY(!view.canvas().box(deadlock.one).isEmpty());
    QVERIFY(view.canvas().box(deadlock.main).isEmpty());
  }

  void threads_keep_their_places_when_the_wait_is_over() {
    ui::WaitForView view;
    show(view);
    Story story;
    const auto lock = story.object(trace::ObjectKind::lock, "till");
    const auto holder = story.thread("holder");
    const auto waiter = story.thread("waiter");
    story.acquires(holder, lock);
    story.at(1).waits(waiter, lock, holder);
    view.showFrame(story.frame());
    const QRectF before = view.canvas().box(waiter);
    QVERIFY(!before.isEmpty());
    story.at(2).happens(trace::EventKind::released, holder, lock, 0);
    story.happens(trace::EventKind::resumed, waiter, lock, 1);
    view.showFrame(story.frame());
    QVERIFY(view.canvas().edges().empty());
    QCOMPARE(view.canvas().box(waiter), before);
    QCOMPARE(view.inWords(), QStringLiteral("Nobody waits."));
  }

  void mouse_and_keyboard_choose_a_thread() {
    ui::WaitForView view;
    show(view);
    Deadlock deadlock;
    view.showFrame(deadlock.story.frame());
    QSignalSpy chosen(&view, &ui::WaitForView::threadChosen);
    QTest::mouseClick(view.canvas().viewport(), Qt::LeftButton, {}, view.canvas().box(deadlock.two).center().toPoint());
    QCOMPARE(chosen.takeFirst().first().value<trace::ThreadId>(), deadlock.two);
    QTest::keyClick(&view.canvas(), Qt::Key_Right);
    QTest::keyClick(&view.canvas(), Qt::Key_Return);
    QCOMPARE(chosen.takeFirst().first().value<trace::ThreadId>(), deadlock.one);
  }

  void what_hardly_fits_gets_smaller_and_is_still_whole() {
    ui::WaitForView view;
    show(view);
    Deadlock deadlock;
    view.showFrame(deadlock.story.frame());
    const ui::WaitForCanvas& canvas = view.canvas();
    const double height = canvas.box(deadlock.one).height();
    while (canvas.box(deadlock.one).height() >= height && view.width() > 1) view.resize(view.width() - 1, 300);
    QVERIFY(canvas.box(deadlock.one).height() < height);
    QCOMPARE(canvas.horizontalScrollBar()->maximum(), 0);
    for (const auto thread : {deadlock.one, deadlock.two}) {
      QVERIFY(QRectF(canvas.viewport()->rect()).contains(canvas.box(thread)));
    }
    QSignalSpy chosen(&view, &ui::WaitForView::threadChosen);
    QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, canvas.box(deadlock.two).center().toPoint());
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().value<trace::ThreadId>(), deadlock.two);
  }

  void what_has_no_room_can_be_scrolled_to() {
    ui::WaitForView view;
    show(view);
    view.resize(220, 150);
    Story story;
    const auto queue = story.object(trace::ObjectKind::queue, "orders");
    std::vector<trace::ThreadId> waiters;
    for (int i = 0; i < 64; ++i) waiters.push_back(story.thread("waiter-" + std::to_string(i)));
    for (const auto waiter : waiters) story.at(1).waits(waiter, queue, {});
    view.showFrame(story.frame());
    const QRectF room = view.canvas().viewport()->rect();
    QVERIFY(view.canvas().verticalScrollBar()->maximum() > 0);
    QVERIFY(!room.contains(view.canvas().box(waiters.back())));
    QTest::keyClick(&view.canvas(), Qt::Key_Left);
    QVERIFY(room.contains(view.canvas().box(waiters.back())));
  }

  void every_wait_of_a_deadlock_has_a_sign_or_none_has() {
    Story story;
    std::vector<trace::ThreadId> threads;
    std::vector<trace::ObjectId> forks;
    for (int i = 1; i <= 5; ++i) {
      threads.push_back(story.thread("philosopher-" + std::to_string(i)));
      forks.push_back(story.object(trace::ObjectKind::lock, "fork " + std::to_string(i)));
      story.acquires(threads.back(), forks.back());
    }
    for (std::size_t i = 0; i < 5; ++i) story.at(1).waits(threads[i], forks[(i + 1) % 5], threads[(i + 1) % 5]);
    story.at(20);
    ui::WaitForView view;
    show(view);
    view.showFrame(story.frame());
    std::set<std::size_t> counts;
    for (int width = 200; width <= 700; width += 20) {
      view.resize(width, 220);
      const std::vector<QRectF> signs = view.canvas().signs();
      counts.insert(signs.size());
      for (const QRectF& sign : signs) QCOMPARE(sign.size(), signs.front().size());
    }
    QVERIFY(counts.contains(5));
    for (const std::size_t count : counts) QVERIFY(count == 0 || count == 5);
  }

  void a_sentence_that_is_cut_is_told_by_a_tool_tip() {
    ui::WaitForView view;
    show(view);
    Deadlock deadlock;
    view.showFrame(deadlock.story.frame());
    QLabel* sentence = nullptr;
    for (QLabel* label : view.findChildren<QLabel*>()) {
      if (label->text() == view.sentences()) sentence = label;
    }
    QVERIFY(sentence && sentence->toolTip().isEmpty());
    view.resize(100, 200);
    QTRY_COMPARE(sentence->toolTip(), view.sentences());
  }

  void clear_forgets_everything() {
    ui::WaitForView view;
    show(view);
    Deadlock deadlock;
    view.showFrame(deadlock.story.frame());
    view.showFrame(nullptr);
    QVERIFY(view.canvas().edges().empty());
    QVERIFY(view.canvas().box(deadlock.one).isEmpty());
    QCOMPARE(view.sentences(), QString());
    QVERIFY(!view.canvas().grab().isNull());
  }
};

QTEST_MAIN(TestWaitForView)
#include "tst_wait_for_view.moc"
