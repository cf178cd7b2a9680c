#include "ui/step_queues.h"

#include <QEvent>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/elided_label.h"
#include "ui/objects_model.h"
#include "ui/words.h"

namespace ui {
namespace {

bool isQueue(const model::ObjectView& object) {
  using trace::ObjectKind;
  return object.kind == ObjectKind::queue || object.kind == ObjectKind::lifo_queue ||
         object.kind == ObjectKind::priority_queue || object.kind == ObjectKind::simple_queue;
}

/// As many of its items as there is room for.
QString contents(const model::ObjectView& queue, const QFontMetrics& metrics, int width) {
  if (queue.value == 0) return words(queue.name) + QStringLiteral("  []");
  return ObjectsModel::nameWithin(queue, metrics, width);
}

}  // namespace

StepQueues::StepQueues(QWidget* parent) : QWidget(parent) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 6, 0, 0);
  column->setSpacing(2);
  setAccessibleName(tr("What the queues hold"));
}

void StepQueues::setStep(const StepPointer& step) {
  step_ = step;
  showLines();
}

ElidedLabel& StepQueues::line(std::size_t number) {
  while (lines_.size() <= number) {
    lines_.push_back(new ElidedLabel);
    layout()->addWidget(lines_.back());
  }
  return *lines_[number];
}

void StepQueues::showLines() {
  std::size_t shown = 0;
  if (step_) {
    for (const model::ObjectView& object : step_->frame.snapshot->objects) {
      if (!isQueue(object) || object.changes == 0) continue;
      const bool changed = std::ranges::find(step_->changed, object.id) != step_->changed.end();
      const QString sign = changed ? changedSign : QString();
      ElidedLabel& label = line(shown++);
      label.setText(sign + contents(object, fontMetrics(), width() - fontMetrics().horizontalAdvance(changedSign)));
      label.setToolTip(tr("%1\nWhat the queue holds; get() gives the first item next.")
                           .arg(contents(object, fontMetrics(), QWIDGETSIZE_MAX)));
    }
  }
  for (std::size_t i = 0; i < lines_.size(); ++i) lines_[i]->setVisible(i < shown);
  setVisible(shown > 0);
}

void StepQueues::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) showLines();
}

void StepQueues::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  showLines();
}

}  // namespace ui
