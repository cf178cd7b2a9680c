#include "ui/parameter_form.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/icons.h"
#include "ui/parameter_row.h"
#include "ui/theme.h"
#include "ui/vertical_scroll_area.h"
#include "ui/words.h"

namespace ui {

QString variantSign(course::Variant::Kind kind) {
  switch (kind) {
    case course::Variant::Kind::broken: return theme::verdictSign(course::Verdict::fails);
    case course::Variant::Kind::sound: return theme::verdictSign(course::Verdict::holds);
    case course::Variant::Kind::design: return QStringLiteral("\u25C7");
    case course::Variant::Kind::open: return QStringLiteral("\u25C8");
  }
  return {};
}

ParameterForm::ParameterForm(const std::vector<course::Variant>& variants, const course::Settings& settings,
                             QWidget* parent)
    : QWidget(parent), content_(new QWidget) {
  auto* column = new QVBoxLayout(content_);
  column->setContentsMargins(8, 6, 8, 6);
  addVariants(*column, variants);
  for (const course::Parameter& parameter : settings.parameters()) {
    addRow(*column, parameter, settings.raw(parameter.name));
  }
  alignValues();
  auto* reset = new QPushButton(icon(QStringLiteral("reset")), QStringLiteral("Reset all"), content_);
  reset->setToolTip(QStringLiteral("Every parameter back to its default"));
  connect(reset, &QPushButton::clicked, this, &ParameterForm::resetAll);
  column->addWidget(reset, 0, Qt::AlignLeft);
  reset->setVisible(!rows_.empty());
  column->addStretch(1);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(new VerticalScrollArea(content_, this));
}

int ParameterForm::heightForWidth(int width) const { return content_->heightForWidth(width); }

void ParameterForm::addVariants(QVBoxLayout& column, const std::vector<course::Variant>& variants) {
  variant_ = new QComboBox(this);
  variant_->setAccessibleName(QStringLiteral("Variant"));
  variant_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  variant_->setMinimumContentsLength(12);
  for (const course::Variant& each : variants) {
    choices_.push_back({words(each.id), words(each.note)});
    const QString kind = words(course::name(each.kind));
    variant_->addItem(QStringLiteral("%1 %2 (%3)").arg(variantSign(each.kind), words(each.label), kind));
    variant_->setItemData(variant_->count() - 1, words(each.note), Qt::ToolTipRole);
  }
  note_ = new QLabel(this);
  note_->setWordWrap(true);
  note_->setAccessibleName(QStringLiteral("What this variant does"));
  column.addWidget(variant_);
  column.addWidget(note_);
  showNote();
  connect(variant_, &QComboBox::currentIndexChanged, this, &ParameterForm::showNote);
  connect(variant_, &QComboBox::activated, this, [this] { Q_EMIT variantChosen(variant()); });
}

void ParameterForm::addRow(QVBoxLayout& column, const course::Parameter& parameter, qint64 value) {
  auto* row = new ParameterRow(parameter, this);
  row->setValue(value);
  rows_.push_back(row);
  column.addWidget(row);
  connect(row, &ParameterRow::valueChosen, this, [this, row](qint64 raw) {
    row->setWaiting(running_ && row->parameter().applies == course::Parameter::Applies::next_run);
    Q_EMIT parameterChanged(words(row->parameter().name), raw);
  });
}

/// So that all sliders begin and end in one line.
void ParameterForm::alignValues() {
  int widest = 0;
  for (const ParameterRow* row : rows_) widest = std::max(widest, row->valueWidth());
  for (ParameterRow* row : rows_) row->setValueWidth(widest);
}

void ParameterForm::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) alignValues();
}

QString ParameterForm::variant() const {
  const int index = variant_->currentIndex();
  return index < 0 ? QString() : choices_[static_cast<std::size_t>(index)].id;
}

void ParameterForm::setVariant(const QString& id) {
  const auto found = std::find_if(choices_.begin(), choices_.end(), [&](const Choice& each) { return each.id == id; });
  if (found != choices_.end()) variant_->setCurrentIndex(static_cast<int>(found - choices_.begin()));
}

void ParameterForm::setValue(const QString& parameter, qint64 raw) {
  for (ParameterRow* row : rows_) {
    if (words(row->parameter().name) == parameter) row->setValue(raw);
  }
}

void ParameterForm::setRunning(bool running) {
  running_ = running;
  variantThatRuns_ = variant();
  showNote();
  for (ParameterRow* row : rows_) row->setWaiting(false);
}

void ParameterForm::resetAll() {
  for (ParameterRow* row : rows_) row->reset();
}

void ParameterForm::showNote() {
  const int index = variant_->currentIndex();
  const QString note = index < 0 ? QString() : choices_[static_cast<std::size_t>(index)].note;
  const bool waits = running_ && variant() != variantThatRuns_;
  variant_->setToolTip(variant_->currentText());
  note_->setText(waits ? QStringLiteral("\u25B8 At the next run: ") + note : note);
}

}  // namespace ui
