#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

#include "example_course.h"
#include "ui/lesson_list.h"

using ui::LessonList;
using ui::Progress;

class TestLessonList : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void lessons_stand_under_their_chapters();
  void arrow_keys_choose_a_lesson();
  void arrow_keys_pass_over_a_chapter_without_choosing_it();
  void marking_the_open_lesson_tells_nothing();
  void progress_is_a_sign_and_a_word();
  void every_progress_has_its_own_sign();
  void typing_narrows_the_list();
  void the_open_lesson_stays_in_sight();
  void the_longest_title_has_room();

 private:
  QTreeWidgetItem* lesson(int chapter, int index) const { return tree_->topLevelItem(chapter)->child(index); }

  std::unique_ptr<LessonList> list_;
  QTreeWidget* tree_ = nullptr;
};

void TestLessonList::init() {
  list_ = std::make_unique<LessonList>(example::catalogue());
  list_->show();
  tree_ = list_->findChild<QTreeWidget*>();
}

void TestLessonList::lessons_stand_under_their_chapters() {
  QCOMPARE(tree_->topLevelItemCount(), 2);
  QCOMPARE(tree_->topLevelItem(0)->childCount(), 2);
  QCOMPARE(tree_->topLevelItem(1)->childCount(), 1);
  QVERIFY(lesson(0, 1)->text(0).endsWith(QStringLiteral("Title of beta")));
  QCOMPARE(lesson(0, 1)->toolTip(0), QStringLiteral("What beta is about."));
}

void TestLessonList::arrow_keys_choose_a_lesson() {
  list_->setCurrent(QStringLiteral("alpha"));
  QSignalSpy chosen(list_.get(), &LessonList::lessonChosen);
  QTest::keyClick(tree_, Qt::Key_Down);
  QCOMPARE(chosen.size(), 1);
  QCOMPARE(chosen[0][0].toString(), QStringLiteral("beta"));
}

void TestLessonList::arrow_keys_pass_over_a_chapter_without_choosing_it() {
  list_->setCurrent(QStringLiteral("beta"));
  QSignalSpy chosen(list_.get(), &LessonList::lessonChosen);
  QTest::keyClick(tree_, Qt::Key_Down);
  QVERIFY(chosen.isEmpty());
  QTest::keyClick(tree_, Qt::Key_Down);
  QCOMPARE(chosen.size(), 1);
  QCOMPARE(chosen[0][0].toString(), QStringLiteral("gamma"));
}

void TestLessonList::marking_the_open_lesson_tells_nothing() {
  QSignalSpy chosen(list_.get(), &LessonList::lessonChosen);
  list_->setCurrent(QStringLiteral("gamma"));
  QVERIFY(chosen.isEmpty());
  QCOMPARE(tree_->currentItem(), lesson(1, 0));
}

void TestLessonList::progress_is_a_sign_and_a_word() {
  list_->setProgress(QStringLiteral("alpha"), Progress::finished);
  QCOMPARE(lesson(0, 0)->text(0), ui::sign(Progress::finished) + QStringLiteral(" Title of alpha"));
  QCOMPARE(lesson(0, 0)->data(0, Qt::AccessibleTextRole).toString(),
           QStringLiteral("Title of alpha, every variant run"));
}

void TestLessonList::every_progress_has_its_own_sign() {
  QSet<QString> signs;
  for (const auto progress : ui::allProgress) {
    signs.insert(ui::sign(progress));
  }
  QCOMPARE(static_cast<std::size_t>(signs.size()), ui::allProgress.size());
}

void TestLessonList::typing_narrows_the_list() {
  QTest::keyClicks(list_->findChild<QLineEdit*>(), QStringLiteral("gam"));
  QVERIFY(tree_->topLevelItem(0)->isHidden());
  QVERIFY(!tree_->topLevelItem(1)->isHidden());
  list_->findChild<QLineEdit*>()->clear();
  QVERIFY(!tree_->topLevelItem(0)->isHidden());
  QVERIFY(!lesson(0, 0)->isHidden());
}

void TestLessonList::the_open_lesson_stays_in_sight() {
  list_->setCurrent(QStringLiteral("gamma"));
  list_->resize(list_->width(), list_->height() - tree_->height() + 2 * tree_->visualItemRect(lesson(1, 0)).height());
  QVERIFY(tree_->viewport()->rect().intersects(tree_->visualItemRect(lesson(1, 0))));
}

void TestLessonList::the_longest_title_has_room() {
  list_->resize(list_->sizeHint().width(), 60);  // so low that it has a scroll bar
  QTRY_VERIFY(tree_->verticalScrollBar()->isVisible());
  QTRY_VERIFY(static_cast<QAbstractItemView*>(tree_)->sizeHintForColumn(0) <= tree_->viewport()->width());
}

QTEST_MAIN(TestLessonList)
#include "tst_lesson_list.moc"
