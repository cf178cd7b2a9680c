#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include "example_trials.h"
#include "patience.h"
#include "ui/elided_label.h"
#include "ui/outcome_bars.h"
#include "ui/repeat_view.h"
#include "ui/theme.h"
#include "ui/trials_bar.h"

using ui::RepeatView;

class TestRepeatView : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { ui::theme::apply(*qApp, ui::theme::Scheme::light, 100); }
  void init() {
    view_ = std::make_unique<RepeatView>();
    view_->resize(400, 400);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
  }

  void the_button_and_enter_in_the_number_begin() {
    QSignalSpy asked(&view_->bar(), &ui::TrialsBar::startAsked);
    auto* runs = view_->findChild<QSpinBox*>();
    runs->setValue(7);
    QCOMPARE(view_->bar().runs(), 7);
    QTest::keyClick(runs, Qt::Key_Return);
    QTest::mouseClick(button(QStringLiteral("Repeat")), Qt::LeftButton);
    QCOMPARE(asked.size(), 2);
  }

  void while_it_runs_it_shows_how_far_it_is_and_can_be_cancelled() {
    QSignalSpy cancelled(&view_->bar(), &ui::TrialsBar::cancelAsked);
    view_->begin(QStringLiteral("Plain counter: threads 4"));
    QVERIFY(button(QStringLiteral("Repeat"))->isHidden());
    view_->showRepeat(example::repeat());
    QCOMPARE(view_->findChild<QProgressBar*>()->value(), 4);
    QCOMPARE(view_->findChild<QProgressBar*>()->maximum(), 5);
    QTest::mouseClick(button(QStringLiteral("Cancel")), Qt::LeftButton);
    QCOMPARE(cancelled.size(), 1);
    view_->bar().end();
    QVERIFY(button(QStringLiteral("Cancel"))->isHidden());
    QVERIFY(view_->bars().isVisible());
  }

  void how_far_it_is_can_be_read_however_narrow_it_is() {
    view_->begin({});
    view_->showRepeat(example::repeat());
    const auto figures = [this] {
      for (ui::ElidedLabel* label : view_->findChildren<ui::ElidedLabel*>()) {
        if (label->text() == QStringLiteral("4 of 5")) return label;
      }
      return static_cast<ui::ElidedLabel*>(nullptr);
    };
    QVERIFY(figures());
    const int needed = view_->fontMetrics().horizontalAdvance(QStringLiteral("4 of 5"));
    const int controls = button(QStringLiteral("Cancel"))->width() * 3;
    for (const int width : {800, controls, 800}) {
      view_->resize(width, 400);
      QTRY_VERIFY(figures()->width() >= needed);
      QVERIFY(view_->rect().contains(QRect(figures()->mapTo(view_.get(), QPoint()), figures()->size())));
    }
  }

  void a_bar_opens_the_run_that_was_kept_of_it() {
    std::vector<std::uint64_t> seeds;
    connect(view_.get(), &RepeatView::opened, this,
            [&](const ui::TrialPointer& trial) { seeds.push_back(trial->outcome.seed); });
    view_->begin({});
    view_->showRepeat(example::repeat());
    view_->bars().select(0);
    QTest::keyClick(&view_->bars(), Qt::Key_Return);
    QCOMPARE(seeds, std::vector<std::uint64_t>{2});
    QVERIFY(says(QStringLiteral("The views show the one with seed 2.")));
  }

  void what_the_store_knows_is_said() {
    view_->showEarlier(QStringLiteral("On this machine, earlier: 3 runs."));
    QVERIFY(says(QStringLiteral("earlier: 3 runs")));
  }

  void it_can_be_exported() {
    QTemporaryDir folder;
    QString error;
    QVERIFY(!view_->exportTo(folder.filePath(QStringLiteral("a.csv")), &error));
    QVERIFY(error.contains(QStringLiteral("nothing to export")));
    view_->showRepeat(example::repeat());
    for (const auto* name : {"a.png", "a.pdf", "a.csv"}) {
      QVERIFY2(view_->exportTo(folder.filePath(QLatin1String(name)), &error), qPrintable(error));
    }
    QFile csv(folder.filePath(QStringLiteral("a.csv")));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    QCOMPARE(csv.readAll(), QByteArray("outcome,least,greatest,holds,runs,share\n\"7\",7,7,no,1,0.25\n"
                                       "\"9\",9,9,no,3,0.75\n\"10\",10,10,yes,0,0\n"));
    QVERIFY(!view_->exportTo(folder.filePath(QStringLiteral("a.txt")), &error));
  }

 private:
  QPushButton* button(const QString& text) const {
    for (auto* each : view_->findChildren<QPushButton*>()) {
      if (each->text() == text) return each;
    }
    return nullptr;
  }
  bool says(const QString& words) const {
    const auto labels = view_->findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
  }

  std::unique_ptr<RepeatView> view_;
};

QTEST_MAIN(TestRepeatView)
#include "tst_repeat_view.moc"
