#include <QSignalSpy>
#include <QTest>

#include "example_trials.h"
#include "patience.h"
#include "ui/outcome_bars.h"
#include "ui/theme.h"

using ui::OutcomeBars;

class TestOutcomeBars : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { ui::theme::apply(*qApp, ui::theme::Scheme::light, 100); }
  void init() {
    bars_ = std::make_unique<OutcomeBars>();
    bars_->resize(400, 300);
    bars_->show();
    QVERIFY(QTest::qWaitForWindowExposed(bars_.get()));
    bars_->setRepeat(example::repeat());
    bars_->replot();
  }

  void every_bar_is_said_in_words() {
    QCOMPARE(bars_->inWords(1), QStringLiteral("3 of 4 runs (75 %): counter at the end 9; a claim fails."));
    QCOMPARE(bars_->inWords(2), QStringLiteral("No run ended with counter 10, as it should."));
  }

  void a_click_chooses_the_bar_under_it() {
    QSignalSpy chosen(bars_.get(), &OutcomeBars::chosen);
    QTest::mouseClick(bars_.get(), Qt::LeftButton, {}, QPoint(200, bars_->middleOf(1)));
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.front().front().toInt(), 1);
    QCOMPARE(bars_->selected(), 1);
    QVERIFY(bars_->accessibleDescription().startsWith(QStringLiteral("3 of 4")));
  }

  void a_bar_without_runs_can_be_selected_but_not_chosen() {
    QSignalSpy chosen(bars_.get(), &OutcomeBars::chosen);
    QTest::mouseClick(bars_.get(), Qt::LeftButton, {}, QPoint(200, bars_->middleOf(2)));
    QCOMPARE(bars_->selected(), 2);
    QCOMPARE(chosen.size(), 0);
  }

  void the_keyboard_does_the_same() {
    QSignalSpy chosen(bars_.get(), &OutcomeBars::chosen);
    bars_->select(0);
    QTest::keyClick(bars_.get(), Qt::Key_Down);
    QTest::keyClick(bars_.get(), Qt::Key_Return);
    QCOMPARE(chosen.front().front().toInt(), 1);
    QTest::keyClick(bars_.get(), Qt::Key_End);
    QCOMPARE(bars_->selected(), 2);
    QTest::keyClick(bars_.get(), Qt::Key_Down);
    QCOMPARE(bars_->selected(), 2);
    QTest::keyClick(bars_.get(), Qt::Key_Home);
    QTest::keyClick(bars_.get(), Qt::Key_Up);
    QCOMPARE(bars_->selected(), 0);
  }

  void the_selection_stays_with_its_outcome_as_runs_are_added() {
    bars_->select(1);
    auto more = std::make_shared<course::Repeat>(*example::repeat());
    more->histogram.bars.insert(more->histogram.bars.begin(), example::bar(5, false, {4}));
    more->kept = {example::trial(5), example::trial(2), example::trial(1), nullptr};
    bars_->setRepeat(more);
    QCOMPARE(bars_->selected(), 2);
    bars_->setRepeat(nullptr);
    QCOMPARE(bars_->selected(), -1);
  }

  void a_long_name_takes_lines_and_asks_for_their_room() {
    const int before = bars_->minimumSizeHint().height();
    auto longer = std::make_shared<course::Repeat>(*example::repeat());
    longer->histogram.bars[1].label = "stuck; fails: all-go-home and never-stuck";
    bars_->setRepeat(longer);
    bars_->replot();
    const QString name = nameOfBar(1);
    QVERIFY2(name.contains(QLatin1Char('\n')), qPrintable(name));
    QVERIFY2(name.simplified().endsWith(QStringLiteral("never-stuck")), qPrintable(name));
    QVERIFY(bars_->minimumSizeHint().height() > before);
    bars_->resize(120, 300);
    QTRY_VERIFY(nameOfBar(1).contains(QChar(0x2026)));
  }

  void more_bars_ask_for_more_room() {
    const int before = bars_->minimumSizeHint().height();
    auto more = std::make_shared<course::Repeat>(*example::repeat());
    more->histogram.bars.resize(12);
    more->kept.resize(12);
    bars_->setRepeat(more);
    QVERIFY(bars_->minimumSizeHint().height() > before);
  }

 private:
  QString nameOfBar(int bar) const {
    for (const QString& label : bars_->yAxis->tickVectorLabels()) {
      if (bars_->yAxis->tickVector().value(bars_->yAxis->tickVectorLabels().indexOf(label)) == bar) return label;
    }
    return {};
  }

  std::unique_ptr<OutcomeBars> bars_;
};

QTEST_MAIN(TestOutcomeBars)
#include "tst_outcome_bars.moc"
