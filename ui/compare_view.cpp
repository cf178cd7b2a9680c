#include "ui/compare_view.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/invitation.h"
#include "ui/theme.h"
#include "ui/trials_bar.h"
#include "ui/vertical_scroll_area.h"
#include "ui/words.h"

namespace ui {
namespace {

using Standing = course::Assessment::Standing;

constexpr int initialRuns = 3;
constexpr int mostRuns = 100;

course::Verdict verdictOf(Standing standing) {
  switch (standing) {
    case Standing::open:
    case Standing::unbroken:
    case Standing::unjudged: return course::Verdict::undecided;
    case Standing::proved: return course::Verdict::holds;
    case Standing::broken: return course::Verdict::fails;
  }
  return course::Verdict::undecided;
}

QString listed(const std::map<std::string, std::string>& parameters) {
  QStringList texts;
  for (const auto& [name, value] : parameters) texts += words(name + " " + value);
  return texts.join(QStringLiteral(", "));
}

QLabel* makeText() {
  auto* label = new QLabel;
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  return label;
}

}  // namespace

CompareView::CompareView(QWidget* parent)
    : QWidget(parent),
      bar_(new TrialsBar(tr("Runs of each"), tr("Compare"), initialRuns, mostRuns)),
      list_(new QWidget),
      listLayout_(new QVBoxLayout(list_)),
      pane_(new Invitation(new VerticalScrollArea(list_),
                           tr("Compare explores every variant with small values, then runs each with yours: is it "
                              "correct, how fast is it, how long do its threads wait, how much goes on at the same "
                              "time? A run that is not over after 30 s is stopped and not measured."))),
      words_(makeText()) {
  listLayout_->setContentsMargins(2, 2, 2, 2);
  listLayout_->setSpacing(2);
  words_->setForegroundRole(QPalette::PlaceholderText);
  listLayout_->addWidget(words_);
  listLayout_->addStretch(1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(6, 4, 6, 4);
  column->setSpacing(2);
  column->addWidget(bar_);
  column->addWidget(pane_, 1);
}

void CompareView::begin() {
  comparison_ = nullptr;
  pane_->showSentence(tr("The first variant is being explored."));
  bar_->begin();
}

void CompareView::showComparison(const ComparisonPointer& comparison) {
  comparison_ = comparison;
  bar_->showProgress(comparison->done, comparison->wanted, words(comparison->doing));
  if (comparison->done == 0) return;
  makeRows(comparison->variants.size());
  fill();
  pane_->showContent();
}

void CompareView::makeRows(std::size_t count) {
  while (rows_.size() < count) {
    const Row row{makeText(), makeText(), makeText()};
    row.figures->setForegroundRole(QPalette::PlaceholderText);
    row.figures->setContentsMargins(0, 0, 0, fontMetrics().height() / 2);
    const int place = static_cast<int>(rows_.size()) * 3;
    listLayout_->insertWidget(place, row.name);
    listLayout_->insertWidget(place + 1, row.verdict);
    listLayout_->insertWidget(place + 2, row.figures);
    rows_.push_back(row);
  }
}

void CompareView::fill() {
  if (!comparison_) return;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const course::Assessment& one = comparison_->variants[i];
    const course::Verdict verdict = verdictOf(one.standing);
    rows_[i].name->setText(theme::verdictSign(verdict) + QLatin1Char(' ') + words(one.label));
    QPalette coloured = palette();
    coloured.setColor(QPalette::WindowText, theme::verdictColor(verdict));
    rows_[i].name->setPalette(coloured);
    QFont bold = font();
    bold.setBold(true);
    rows_[i].name->setFont(bold);
    rows_[i].verdict->setText(one.verdict.empty() ? tr("Nothing is known yet.") : words(one.verdict));
    rows_[i].verdict->setToolTip(words(one.why));
    rows_[i].figures->setText(words(figures_of(one, comparison_->work)));
    rows_[i].figures->setVisible(!rows_[i].figures->text().isEmpty());
  }
  words_->setText(
      tr("Run with %1; explored with %2.").arg(listed(comparison_->parameters), listed(comparison_->explored_with)));
}

QStringList CompareView::texts() const {
  QStringList texts;
  for (const Row& row : rows_) texts << row.name->text() << row.verdict->text() << row.figures->text();
  return texts;
}

void CompareView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) fill();
}

}  // namespace ui
