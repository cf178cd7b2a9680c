#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

#include "patience.h"
#include "ui/prediction_view.h"
#include "ui/theme.h"

namespace {

course::Prediction prediction() {
  return {"Two threads add 1,000 each. What does the counter say?",
          {{"Always 2,000", "one line is one step", "Two threads can read the same number."},
           {"2,000 or less", "", "An increment is a load and a store, and another may come between."}}};
}

}  // namespace

class TestPredictionView : public QObject {
  Q_OBJECT

 private:
  static QRadioButton* choice(ui::PredictionView& view, int index) {
    return view.findChildren<QRadioButton*>().at(index);
  }
  static void answer(ui::PredictionView& view, int index) {
    choice(view, index)->click();
    view.findChild<QPushButton*>()->click();
  }

 private Q_SLOTS:
  void no_question_shows_nothing() {
    ui::PredictionView view;
    view.setPrediction({});
    view.show();
    QVERIFY(!view.widget()->isVisible());
    view.setPrediction(prediction());
    QVERIFY(view.widget()->isVisible());
  }

  void answer_is_committed_and_not_judged_before_the_run() {
    ui::PredictionView view;
    view.setPrediction(prediction());
    QSignalSpy answered(&view, &ui::PredictionView::answered);
    QVERIFY(!view.findChild<QPushButton*>()->isEnabled());
    choice(view, 0)->click();
    choice(view, 1)->click();
    QVERIFY(!choice(view, 0)->isChecked());
    QCOMPARE(answered.count(), 0);
    view.findChild<QPushButton*>()->click();
    QCOMPARE(answered.count(), 1);
    QCOMPARE(answered.first().first().toInt(), 1);
    QVERIFY(!choice(view, 0)->isEnabled());
    QVERIFY(!view.judgement().contains(QStringLiteral("load and a store")));
  }

  void run_reveals_whether_it_was_right() {
    ui::PredictionView view;
    view.setPrediction(prediction());
    answer(view, 1);
    view.reveal();
    QVERIFY(view.judgement().contains(QStringLiteral("Right. An increment is a load and a store")));
  }

  void wrong_answer_is_told_why() {
    ui::PredictionView view;
    view.setPrediction(prediction());
    answer(view, 0);
    auto over = std::make_shared<course::Frame>();
    over->state = course::RunState::over;
    view.showFrame(over);
    QVERIFY(view.isRevealed());
    QVERIFY(view.judgement().contains(QStringLiteral(
        "Not so. A common misconception: \u201Cone line is one step\u201D. Two threads can read the same number.")));
  }

  void judgement_is_in_sight_and_has_the_colour_of_the_theme() {
    ui::PredictionView view;
    view.setPrediction(prediction());
    view.resize(260, 90);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    answer(view, 0);
    view.reveal();
    const auto labels = view.findChildren<QLabel*>();
    const auto judgement =
        std::find_if(labels.begin(), labels.end(), [&](QLabel* label) { return label->text() == view.judgement(); });
    QVERIFY(judgement != labels.end());
    QTRY_VERIFY(!(*judgement)->visibleRegion().isEmpty());
    const auto colour = [&] { return (*judgement)->palette().color(QPalette::WindowText); };
    const QColor before = colour();
    ui::theme::apply(*qApp, ui::theme::Scheme::dark, 100);
    QTRY_COMPARE(colour(), ui::theme::verdictColor(course::Verdict::fails));
    QVERIFY(colour() != before);
    ui::theme::apply(*qApp, ui::theme::Scheme::light, 100);
  }

  void answer_after_the_run_is_judged_at_once() {
    ui::PredictionView view;
    view.setPrediction(prediction());
    view.reveal();
    QCOMPARE(view.judgement(), QString());
    answer(view, 1);
    QVERIFY(view.judgement().contains(QStringLiteral("Right.")));
  }

  void click_on_the_text_selects() {
    ui::PredictionView view;
    view.setPrediction(prediction());
    view.show();
    for (QLabel* label : view.findChildren<QLabel*>()) {
      if (label->text() == QStringLiteral("2,000 or less")) QTest::mouseClick(label, Qt::LeftButton);
    }
    QVERIFY(choice(view, 1)->isChecked());
  }

  void remembered_answer_is_shown_without_a_signal() {
    ui::PredictionView view;
    view.setPrediction(prediction());
    QSignalSpy answered(&view, &ui::PredictionView::answered);
    view.setAnswer(1);
    QCOMPARE(view.answer(), 1);
    QCOMPARE(answered.count(), 0);
    view.setAnswer(7);
    QCOMPARE(view.answer(), -1);
  }

  void folded_question_hides_its_answers() {
    ui::PredictionView view;
    view.setPrediction(prediction());
    view.show();
    view.setFolded(true);
    QVERIFY(!choice(view, 0)->isVisible());
    view.setFolded(false);
    QVERIFY(choice(view, 0)->isVisible());
  }
};

QTEST_MAIN(TestPredictionView)
#include "tst_prediction_view.moc"
