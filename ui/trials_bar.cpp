#include "ui/trials_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "course/wording.h"
#include "ui/elided_label.h"
#include "ui/icons.h"
#include "ui/words.h"

namespace ui {
namespace {

/// Next to a stretch of 1.
constexpr int mostOfIt = 100;

}  // namespace

TrialsBar::TrialsBar(const QString& label, const QString& verb, int initial, int most, QWidget* parent)
    : QWidget(parent),
      controls_(new QHBoxLayout),
      below_(new QHBoxLayout),
      runs_(new QSpinBox),
      start_(new QPushButton(icon(QStringLiteral("run")), verb)),
      cancel_(new QPushButton(icon(QStringLiteral("stop")), tr("Cancel"))),
      words_(new ElidedLabel),
      progress_(new QProgressBar) {
  auto* name = new QLabel(label);
  name->setBuddy(runs_);
  name->setWordWrap(true);
  runs_->setRange(1, most);
  runs_->setValue(initial);
  runs_->setAccessibleName(label);
  words_->setForegroundRole(QPalette::PlaceholderText);
  words_->hide();
  progress_->setTextVisible(false);
  progress_->setMinimumWidth(0);
  progress_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  progress_->setAccessibleName(tr("Progress of %1").arg(verb));
  controls_->addWidget(name);
  controls_->addWidget(runs_);
  controls_->addWidget(start_);
  controls_->addWidget(cancel_);
  controls_->addLayout(beside_ = new QHBoxLayout, mostOfIt);
  controls_->addStretch(1);
  auto* rows = new QVBoxLayout(this);
  rows->addLayout(controls_);
  rows->addLayout(below_);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(0);
  for (QHBoxLayout* row : {controls_, below_, beside_}) row->setSpacing(4);
  placeProgress();
  connect(runs_->findChild<QLineEdit*>(), &QLineEdit::returnPressed, this, [this] {
    if (start_->isVisible()) Q_EMIT startAsked();
  });
  connect(start_, &QPushButton::clicked, this, &TrialsBar::startAsked);
  connect(cancel_, &QPushButton::clicked, this, &TrialsBar::cancelAsked);
  end();
}

void TrialsBar::addTool(QWidget* tool) { controls_->addWidget(tool); }

void TrialsBar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  placeProgress();
}

void TrialsBar::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) placeProgress();
}

void TrialsBar::placeProgress() {
  const int needed =
      fontMetrics().horizontalAdvance(tr("%1 of %2").arg(runs_->maximum()).arg(runs_->maximum())) * 5 / 3;
  const bool room = width() - controls_->minimumSize().width() >= needed;
  QHBoxLayout* wanted = room ? beside_ : below_;
  QHBoxLayout* other = room ? below_ : beside_;
  if (wanted->indexOf(words_) >= 0) return;
  other->removeWidget(words_);
  other->removeWidget(progress_);
  wanted->addWidget(words_, 3);
  wanted->addWidget(progress_, 2);
}

int TrialsBar::runs() const { return runs_->value(); }

void TrialsBar::begin() {
  const bool focused = start_->hasFocus();
  start_->hide();
  cancel_->show();
  if (focused) cancel_->setFocus();
  words_->setText({});
  words_->show();
  progress_->setRange(0, 0);
  progress_->show();
}

void TrialsBar::showProgress(std::uint64_t done, std::uint64_t wanted, const QString& doing) {
  const auto number = [](std::uint64_t value) { return words(course::grouped(value)); };
  const QString count = tr("%1 of %2").arg(number(done), number(wanted));
  words_->setText(doing.isEmpty() ? count : tr("%1: %2").arg(count, doing));
  words_->setToolTip(words_->text());
  progress_->setRange(0, static_cast<int>(wanted));
  progress_->setValue(static_cast<int>(done));
}

void TrialsBar::end() {
  const bool focused = cancel_->hasFocus();
  cancel_->hide();
  start_->show();
  if (focused) start_->setFocus();
  progress_->hide();
}

}  // namespace ui
