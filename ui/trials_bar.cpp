#include "trials_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>

#include "course/wording.h"
#include "elided_label.h"
#include "icons.h"
#include "words.h"

namespace ui {

TrialsBar::TrialsBar(const QString& label, const QString& verb, int initial, int most, QWidget* parent)
    : QWidget(parent),
      controls_(new QHBoxLayout),
      runs_(new QSpinBox),
      start_(new QPushButton(icon(QStringLiteral("run")), verb)),
      cancel_(new QPushButton(icon(QStringLiteral("stop")), tr("Cancel"))),
      words_(new ElidedLabel),
      progress_(new QProgressBar) {
  auto* name = new QLabel(label);
  name->setBuddy(runs_);
  runs_->setRange(1, most);
  runs_->setValue(initial);
  runs_->setAccessibleName(label);
  words_->setForegroundRole(QPalette::PlaceholderText);
  progress_->setTextVisible(false);
  progress_->setMinimumWidth(0);
  progress_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  progress_->setAccessibleName(tr("Progress of %1").arg(verb));
  controls_->addWidget(name);
  controls_->addWidget(runs_);
  controls_->addWidget(start_);
  controls_->addWidget(cancel_);
  controls_->addWidget(words_, 3);
  controls_->addWidget(progress_, 2);
  controls_->setContentsMargins(0, 0, 0, 0);
  controls_->setSpacing(4);
  setLayout(controls_);
  connect(runs_->findChild<QLineEdit*>(), &QLineEdit::returnPressed, this, [this] {
    if (start_->isVisible()) Q_EMIT startAsked();
  });
  connect(start_, &QPushButton::clicked, this, &TrialsBar::startAsked);
  connect(cancel_, &QPushButton::clicked, this, &TrialsBar::cancelAsked);
  end();
}

void TrialsBar::addTool(QWidget* tool) { controls_->addWidget(tool); }

int TrialsBar::runs() const { return runs_->value(); }

void TrialsBar::begin() {
  const bool focused = start_->hasFocus();
  start_->hide();
  cancel_->show();
  if (focused) cancel_->setFocus();
  words_->setText({});
  progress_->setRange(0, 0);
  progress_->show();
}

void TrialsBar::showProgress(std::uint64_t done, std::uint64_t wanted, const QString& doing) {
  const auto number = [](std::uint64_t value) { return words(course::grouped(static_cast<std::int64_t>(value))); };
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
