#include "ui/repeat_view.h"

#include <QLabel>
#include <QTextStream>
#include <QVBoxLayout>

#include "ui/chart_export.h"
#include "ui/elided_label.h"
#include "ui/export_button.h"
#include "ui/invitation.h"
#include "ui/outcome_bars.h"
#include "ui/trials_bar.h"
#include "ui/vertical_scroll_area.h"
#include "ui/words.h"

namespace ui {
namespace {

constexpr int initialRuns = 20;
constexpr int mostRuns = 1'000;

QString number(const std::optional<std::int64_t>& value) { return value ? QString::number(*value) : QString(); }

QLabel* makeSentence() {
  auto* label = new QLabel;
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  label->hide();
  return label;
}

}  // namespace

RepeatView::RepeatView(QWidget* parent)
    : QWidget(parent),
      bar_(new TrialsBar(tr("Runs"), tr("Repeat"), initialRuns, mostRuns)),
      program_(new ElidedLabel),
      bars_(new OutcomeBars),
      area_(new VerticalScrollArea(bars_)),
      pane_(new Invitation(area_,
                           tr("Repeat runs the chosen variant many times and draws how often it comes to what. A run "
                              "that is not over after 30 s is stopped and counted as such."))),
      words_(makeSentence()),
      earlier_(makeSentence()) {
  program_->hide();
  bar_->addTool(
      new ExportButton(tr("Outcomes"), [this](const QString& path, QString* error) { return exportTo(path, error); }));
  earlier_->setForegroundRole(QPalette::PlaceholderText);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(6, 4, 6, 4);
  column->setSpacing(2);
  column->addWidget(bar_);
  column->addWidget(program_);
  column->addWidget(pane_, 1);
  column->addWidget(words_);
  column->addWidget(earlier_);
  connect(bars_, &OutcomeBars::selectionChanged, this, &RepeatView::showSelection);
  connect(bars_, &OutcomeBars::chosen, this, &RepeatView::open);
}

void RepeatView::begin(const QString& program) {
  program_->setText(program);
  program_->setToolTip(program);
  program_->show();
  bars_->setRepeat(nullptr);
  words_->hide();
  pane_->showSentence(tr("The first run is under way."));
  bar_->begin();
}

void RepeatView::showRepeat(const RepeatPointer& repeat) {
  bar_->showProgress(repeat->done(), repeat->wanted);
  if (repeat->done() == 0) return;
  bars_->setRepeat(repeat);
  pane_->showContent();
  if (bars_->selected() < 0) {
    words_->setText(tr("Click a bar, or press Enter on it, to look at such a run."));
    words_->show();
  }
}

void RepeatView::showEarlier(const QString& sentence) {
  earlier_->setText(sentence);
  earlier_->setVisible(!sentence.isEmpty());
}

void RepeatView::showSelection(int bar) {
  if (bar >= 0) words_->setText(bars_->inWords(bar));
  if (bar >= 0) area_->ensureVisible(0, bars_->middleOf(bar), 0, fontMetrics().height() * 2);
  words_->setVisible(bar >= 0);
}

void RepeatView::open(int bar) {
  const TrialPointer trial = bars_->repeat()->kept.at(static_cast<std::size_t>(bar));
  words_->setText(tr("%1 The views show the one with seed %2.")
                      .arg(bars_->inWords(bar))
                      .arg(static_cast<qulonglong>(trial->outcome.seed)));
  Q_EMIT opened(trial);
}

bool RepeatView::exportTo(const QString& path, QString* error) {
  if (bars_->repeat()) {
    return exportPlot(
        *bars_, [this](QTextStream& out) { writeBars(out); }, path, error);
  }
  if (error != nullptr) *error = tr("There is nothing to export yet: repeat the runs first.");
  return false;
}

void RepeatView::writeBars(QTextStream& out) const {
  const course::Histogram& histogram = bars_->repeat()->histogram;
  out << "outcome,least,greatest,holds,runs,share\n";
  for (const course::Bar& bar : histogram.bars) {
    out << quotedForCsv(words(bar.label)) << ',' << number(bar.least) << ',' << number(bar.greatest) << ','
        << (bar.holds ? "yes" : "no") << ',' << bar.count() << ',' << histogram.share(bar) << '\n';
  }
}

}  // namespace ui
