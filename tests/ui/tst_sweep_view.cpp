#include <QAction>
#include <QComboBox>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "example_course.h"
#include "example_trials.h"
#include "ui/sweep_plot.h"
#include "ui/sweep_view.h"
#include "ui/theme.h"
#include "ui/trials_bar.h"

using ui::SweepView;

namespace {

course::Lesson lesson() {
  course::Lesson lesson = example::entry("alpha", 110).lesson;
  lesson.sweeps = {{.title = "First", .parameter = "steps"},
                   {.title = "Second", .parameter = "steps", .variants = {"posting"}}};
  return lesson;
}

}  // namespace

class TestSweepView : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { ui::theme::apply(*qApp, ui::theme::Scheme::light, 100); }
  void init() {
    view_ = std::make_unique<SweepView>(lesson_);
    view_->resize(400, 400);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
  }

  void the_curve_chosen_says_which_variants_it_is_about() {
    QCOMPARE(view_->sweep().title, std::string("First"));
    QCOMPARE(view_->variants(), (std::vector<std::string>{"plain", "endless", "posting"}));
    view_->findChild<QComboBox*>()->setCurrentIndex(1);
    QCOMPARE(view_->sweep().title, std::string("Second"));
    QCOMPARE(view_->variants(), std::vector<std::string>{"posting"});
  }

  void variants_can_be_chosen_but_not_none() {
    view_->findChild<QComboBox*>()->setCurrentIndex(1);
    const QList<QAction*> actions = view_->findChild<QMenu*>()->actions();
    actions[0]->trigger();
    QCOMPARE(view_->variants(), (std::vector<std::string>{"plain", "posting"}));
    actions[0]->trigger();
    actions[2]->trigger();
    QCOMPARE(view_->variants(), std::vector<std::string>{"posting"});
  }

  void medians_are_drawn_and_what_has_none_is_left_out() {
    view_->begin();
    view_->showCurve(example::curve());
    QVERIFY(view_->plot().isVisible());
    using Points = std::vector<std::pair<double, double>>;
    QCOMPARE(view_->plot().drawn(0), (Points{{1, 11}, {2, 21}, {4, 40}}));
    QCOMPARE(view_->plot().drawn(1), (Points{{1, 5}, {2, 6}}));
  }

  void the_legend_never_takes_the_room_of_the_lines() {
    view_->resize(200, 150);
    view_->showCurve(example::curve());
    view_->plot().replot();
    QVERIFY(view_->plot().axisRect()->height() >= QFontMetrics(QApplication::font()).height() * 3);
  }

  void lines_differ_without_colour() {
    view_->showCurve(example::curve());
    const auto* one = view_->plot().graph(0);
    const auto* other = view_->plot().graph(1);
    QVERIFY(one->scatterStyle().shape() != other->scatterStyle().shape());
    QVERIFY(one->pen().color() != other->pen().color());
    QCOMPARE(one->name(), QStringLiteral("The one"));
  }

  void it_can_be_exported() {
    QTemporaryDir folder;
    QString error;
    QVERIFY(!view_->exportTo(folder.filePath(QStringLiteral("a.csv")), &error));
    view_->showCurve(example::curve());
    for (const auto* name : {"a.png", "a.pdf", "a.csv"}) {
      QVERIFY2(view_->exportTo(folder.filePath(QLatin1String(name)), &error), qPrintable(error));
    }
    QFile csv(folder.filePath(QStringLiteral("a.csv")));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = csv.readAll().split('\n');
    QCOMPARE(lines[0], QByteArray("variant,\"threads\",median,least,lower,upper,greatest,runs,unfinished"));
    QCOMPARE(lines[1], QByteArray("\"one\",\"1\",11,10,10.5,11.5,12,3,0"));
    QCOMPARE(lines[6], QByteArray("\"other\",\"4\",,,,,,0,2"));
  }

  void a_lesson_without_curves_says_so() {
    const course::Lesson plain = example::entry("alpha", 110).lesson;
    SweepView none(plain);
    QVERIFY(!none.bar().isEnabled());
  }

 private:
  const course::Lesson lesson_ = lesson();
  std::unique_ptr<SweepView> view_;
};

QTEST_MAIN(TestSweepView)
#include "tst_sweep_view.moc"
