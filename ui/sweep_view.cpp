#include "ui/sweep_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QTextStream>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "course/wording.h"
#include "ui/chart_export.h"
#include "ui/elided_label.h"
#include "ui/export_button.h"
#include "ui/invitation.h"
#include "ui/sweep_plot.h"
#include "ui/trials_bar.h"
#include "ui/vertical_scroll_area.h"
#include "ui/words.h"

namespace ui {
namespace {

constexpr int initialRuns = 3;
constexpr int mostRuns = 100;

QString invitation(const course::Lesson& lesson) {
  if (lesson.sweeps.empty()) return SweepView::tr("This lesson has no curve to draw.");
  return SweepView::tr(
      "Sweep runs the programs over the range of a parameter and draws what it changes. A run that is not over after "
      "30 s is stopped and not measured.");
}

QString inWords(const course::SweepCurve& curve) {
  QString text = SweepView::tr("Vertical: %1, median with least and greatest.").arg(words(axis_of(curve.sweep)));
  if (!curve.settings.empty()) text += SweepView::tr(" With %1.").arg(words(curve.settings));
  if (curve.unfinished() > 0) {
    text += SweepView::tr(" %1 did not finish and are not in the picture.")
                .arg(words(course::plural(curve.unfinished(), "run")));
  }
  return text;
}

}  // namespace

SweepView::SweepView(const course::Lesson& lesson, QWidget* parent)
    : QWidget(parent),
      lesson_(lesson),
      bar_(new TrialsBar(tr("Runs per point"), tr("Sweep"), initialRuns, mostRuns)),
      sweeps_(new QComboBox),
      variantsButton_(new QToolButton),
      variants_(new QMenu(variantsButton_)),
      plot_(new SweepPlot),
      pane_(new Invitation(new VerticalScrollArea(plot_), invitation(lesson))),
      words_(new ElidedLabel) {
  sweeps_->setAccessibleName(tr("Curve"));
  sweeps_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  sweeps_->setMinimumContentsLength(10);
  for (const course::Sweep& each : lesson.sweeps) sweeps_->addItem(words(each.title));
  variantsButton_->setText(tr("Variants"));
  variantsButton_->setToolTip(tr("Which variants are in the picture"));
  variantsButton_->setAutoRaise(true);
  variantsButton_->setFocusPolicy(Qt::TabFocus);
  variantsButton_->setMenu(variants_);
  variantsButton_->setPopupMode(QToolButton::InstantPopup);
  words_->setForegroundRole(QPalette::PlaceholderText);
  words_->hide();
  auto* header = new QHBoxLayout;
  header->setSpacing(2);
  header->addWidget(sweeps_, 1);
  header->addWidget(variantsButton_);
  header->addWidget(
      new ExportButton(tr("Curve"), [this](const QString& path, QString* error) { return exportTo(path, error); }));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(6, 4, 6, 4);
  column->setSpacing(2);
  column->addLayout(header);
  column->addWidget(bar_);
  column->addWidget(pane_, 1);
  column->addWidget(words_);
  for (QWidget* control : std::initializer_list<QWidget*>{sweeps_, variantsButton_, bar_}) {
    control->setEnabled(!lesson.sweeps.empty());
  }
  for (const course::Variant& variant : lesson.variants) {
    QAction* action = variants_->addAction(words(variant.label));
    action->setCheckable(true);
    action->setData(words(variant.id));
    connect(action, &QAction::triggered, this, &SweepView::keepOneChosen);
  }
  connect(sweeps_, &QComboBox::currentIndexChanged, this, &SweepView::chooseSweep);
  chooseSweep();
}

const course::Sweep& SweepView::sweep() const {
  return lesson_.sweeps.at(static_cast<std::size_t>(sweeps_->currentIndex()));
}

void SweepView::chooseSweep() {
  if (lesson_.sweeps.empty()) return;
  sweeps_->setToolTip(sweeps_->currentText());
  const std::vector<std::string>& wanted = sweep().variants;
  for (QAction* action : variants_->actions()) {
    const std::string id = action->data().toString().toStdString();
    action->setChecked(wanted.empty() || std::find(wanted.begin(), wanted.end(), id) != wanted.end());
  }
}

void SweepView::keepOneChosen() {
  if (variants().empty()) static_cast<QAction*>(sender())->setChecked(true);
}

std::vector<std::string> SweepView::variants() const {
  std::vector<std::string> chosen;
  for (const QAction* action : variants_->actions()) {
    if (action->isChecked()) chosen.push_back(action->data().toString().toStdString());
  }
  return chosen;
}

void SweepView::begin() {
  plot_->setCurve(nullptr);
  words_->hide();
  pane_->showSentence(tr("The first run is under way."));
  bar_->begin();
}

void SweepView::showCurve(const CurvePointer& curve) {
  bar_->showProgress(curve->done, curve->wanted);
  if (curve->done == 0) return;
  plot_->setCurve(curve);
  pane_->showContent();
  words_->setText(inWords(*curve));
  words_->setToolTip(words_->text());
  words_->show();
}

bool SweepView::exportTo(const QString& path, QString* error) {
  if (plot_->curve()) {
    return exportPlot(
        *plot_, [this](QTextStream& out) { writePoints(out); }, path, error);
  }
  if (error != nullptr) *error = tr("There is nothing to export yet: measure the curve first.");
  return false;
}

void SweepView::writePoints(QTextStream& out) const {
  const course::SweepCurve& curve = *plot_->curve();
  out << "variant," << quotedForCsv(words(curve.parameter.name))
      << ",median,least,lower,upper,greatest,runs,unfinished\n";
  for (const course::SweepLine& line : curve.lines) {
    for (const course::SweepPoint& point : line.points) {
      out << quotedForCsv(words(line.variant)) << ',' << quotedForCsv(words(curve.parameter.plain(point.raw)));
      if (const std::optional<course::Spread> spread = point.spread()) {
        for (const double value : {spread->median, spread->least, spread->lower, spread->upper, spread->greatest}) {
          out << ',' << value;
        }
      } else {
        out << ",,,,,";
      }
      out << ',' << point.values.size() << ',' << point.unfinished << '\n';
    }
  }
}

}  // namespace ui
