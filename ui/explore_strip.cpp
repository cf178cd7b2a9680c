#include "ui/explore_strip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "course/wording.h"
#include "ui/elided_label.h"
#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/words.h"

namespace ui {
namespace {

constexpr int barSteps = 1000;

QString number(double value) { return words(course::grouped(std::llround(value))); }
QString number(std::uint64_t value) { return words(course::grouped(value)); }

}  // namespace

QString inWords(const course::Coverage& coverage) {
  QString text =
      ExploreStrip::tr("%1 executions, %2 different").arg(number(coverage.executions), number(coverage.different));
  if (coverage.estimate > static_cast<double>(coverage.different)) {
    text += ExploreStrip::tr(" of about %1").arg(number(coverage.estimate));
  }
  return text + ExploreStrip::tr(", %1 per second").arg(number(coverage.per_second()));
}

double doneShare(const course::Coverage& coverage, std::chrono::nanoseconds budget) {
  const double time = std::chrono::duration<double>(coverage.spent) / std::chrono::duration<double>(budget);
  const auto different = static_cast<double>(coverage.different);
  const double seen = coverage.estimate > different ? different / coverage.estimate : 0;
  return std::clamp(std::max(time, seen), 0.0, 1.0);
}

ExploreStrip::ExploreStrip(QWidget* parent)
    : QFrame(parent),
      sentence_(new QLabel),
      figures_(new ElidedLabel),
      progress_(new QProgressBar),
      cancel_(new QPushButton(tr("Cancel"))),
      play_(new QPushButton(icon(QStringLiteral("run")), tr("Play it"))),
      cost_(new QPushButton(tr("What does it cost?"))),
      close_(new QPushButton(tr("Close"))) {
  setFrameShape(QFrame::StyledPanel);
  setAccessibleName(tr("Exploring"));
  sentence_->setWordWrap(true);
  sentence_->setTextFormat(Qt::PlainText);
  sentence_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  figures_->setForegroundRole(QPalette::PlaceholderText);
  progress_->setRange(0, barSteps);
  progress_->setTextVisible(false);
  progress_->setAccessibleName(tr("Progress of exploring"));
  auto* row = new QHBoxLayout;
  row->addWidget(sentence_, 1);
  for (QPushButton* button : {cancel_, play_, cost_, close_}) row->addWidget(button);
  auto* below = new QHBoxLayout;
  below->addWidget(figures_, 3);
  below->addWidget(progress_, 2);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(6, 3, 6, 3);
  column->setSpacing(2);
  column->addLayout(row);
  column->addLayout(below);
  connect(cancel_, &QPushButton::clicked, this, &ExploreStrip::cancelAsked);
  connect(play_, &QPushButton::clicked, this, &ExploreStrip::playAsked);
  connect(cost_, &QPushButton::clicked, this, &ExploreStrip::costAsked);
  connect(close_, &QPushButton::clicked, this, &QWidget::hide);
  hide();
}

void ExploreStrip::begin(Search search, std::chrono::milliseconds budget, const QString& values) {
  budget_ = budget;
  values_ = values;
  sign_.reset();
  colourSentence();
  const QString what =
      search == Search::forFailure ? tr("Exploring the schedules") : tr("Looking for a schedule to it");
  sentence_->setText(what + (values.isEmpty() ? tr(" ...") : tr(" with %1 ...").arg(values)));
  figures_->show();
  progress_->show();
  cancel_->show();
  for (QPushButton* button : {play_, cost_, close_}) button->hide();
  progress_->setValue(0);
  showCoverage({});
  show();
}

void ExploreStrip::showCoverage(const course::Coverage& coverage) {
  figures_->setText(inWords(coverage));
  const auto done = static_cast<int>(std::lround(doneShare(coverage, budget_) * barSteps));
  progress_->setValue(std::max(progress_->value(), done));
}

void ExploreStrip::showVerdict(const course::Exploration& exploration, Cost cost) {
  QString sentence = words(exploration.sentence);
  for (const std::string& remark : exploration.remarks) sentence += QLatin1Char(' ') + words(remark);
  showCoverage(exploration.coverage);
  if (!values_.isEmpty()) figures_->setText(tr("With %1: %2").arg(values_, figures_->text()));
  showEnd(course::verdict(exploration.outcome), sentence);
  play_->setVisible(!exploration.schedule.empty());
  cost_->setVisible(cost == Cost::offered && !exploration.of_warning &&
                    exploration.outcome == course::Exploration::Outcome::proved);
}

void ExploreStrip::showError(const QString& sentence) { showEnd(course::Verdict::undecided, sentence); }

void ExploreStrip::showEnd(course::Verdict sign, const QString& sentence) {
  sign_ = sign;
  colourSentence();
  sentence_->setText(theme::verdictSign(sign) + QLatin1Char(' ') + sentence);
  sentence_->setToolTip(sentence);
  progress_->hide();
  cancel_->hide();
  close_->show();
}

void ExploreStrip::colourSentence() {
  QPalette coloured = palette();
  if (sign_) coloured.setColor(QPalette::WindowText, theme::verdictColor(*sign_));
  sentence_->setPalette(coloured);
  QFont weighed = font();
  weighed.setBold(sign_.has_value());
  sentence_->setFont(weighed);
}

void ExploreStrip::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) colourSentence();
}

QString ExploreStrip::text() const { return sentence_->text(); }

}  // namespace ui
