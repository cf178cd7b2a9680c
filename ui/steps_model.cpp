#include "ui/steps_model.h"

#include <QFont>
#include <QGuiApplication>
#include <QPalette>
#include <QStringList>
#include <algorithm>

#include "ui/theme.h"
#include "ui/words.h"

namespace ui {
namespace {

const QString culpritSign = QStringLiteral("!");
const QString preEmptionSign = QStringLiteral("\u21C4");

}  // namespace

void StepsModel::setStep(StepPointer step) {
  const int before = rowCount();
  const int after = step ? static_cast<int>(step->steps.size()) + 1 : 0;
  if (before == 0 || after == 0) {
    beginResetModel();
    step_ = std::move(step);
    endResetModel();
    return;
  }
  if (after > before) beginInsertRows({}, before, after - 1);
  if (after < before) beginRemoveRows({}, after, before - 1);
  step_ = std::move(step);
  if (after > before) endInsertRows();
  if (after < before) endRemoveRows();
  Q_EMIT dataChanged(index(0, 0), index(std::min(before, after) - 1, columns - 1));
}

int StepsModel::presentRow() const { return step_ ? static_cast<int>(step_->position) : -1; }

std::uint32_t StepsModel::line(int row) const { return row > 0 && row < rowCount() ? stepOf(row).line : 0; }

int StepsModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || !step_ ? 0 : static_cast<int>(step_->steps.size()) + 1;
}

int StepsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columns; }

bool StepsModel::isFailure(int row) const { return row > 0 && row == presentRow() && step_->verdict.fails(); }

bool StepsModel::isCulprit(int row) const {
  const std::vector<std::size_t>& culprits = step_->verdict.culprits;
  return row > 0 && std::find(culprits.begin(), culprits.end(), static_cast<std::size_t>(row) - 1) != culprits.end();
}

bool StepsModel::isAhead(int row) const { return row > presentRow(); }

QString StepsModel::marks(int row) const {
  if (row == 0) return {};
  QStringList signs;
  if (isFailure(row)) signs += theme::verdictSign(course::Verdict::fails);
  if (isCulprit(row)) signs += culpritSign;
  if (stepOf(row).pre_empted) signs += preEmptionSign;
  return signs.join(QLatin1Char(' '));
}

QString StepsModel::sentence(int row) const {
  if (row == 0) return tr("Start: no step is done");
  const course::ScheduledStep& step = stepOf(row);
  QString text = tr("Step %1: %2 %3").arg(row).arg(words(step.thread_name), words(step.words));
  if (isFailure(row)) text += tr("; here it fails");
  if (isCulprit(row)) text += tr("; one of the steps that did it");
  if (step.pre_empted) text += tr("; the thread that went before could have gone on");
  if (!step.matters) text += tr("; makes no difference to the failure");
  if (isAhead(row)) text += tr("; not done yet");
  return text;
}

QString StepsModel::text(int row, int column) const {
  if (row == 0) return column == whatColumn ? tr("Start") : QString();
  const course::ScheduledStep& step = stepOf(row);
  switch (column) {
    case numberColumn: return QString::number(row);
    case threadColumn: return words(step.thread_name);
    case whatColumn: return (step.continues ? QStringLiteral("\u21B3 ") : QString()) + words(step.words);
    case markColumn: return marks(row);
    default: return {};
  }
}

QVariant StepsModel::ink(int row) const {
  if (isFailure(row)) return theme::verdictColor(course::Verdict::fails);
  if (isAhead(row) || (row > 0 && !stepOf(row).matters)) {
    return QGuiApplication::palette().color(QPalette::PlaceholderText);
  }
  return {};
}

QFont StepsModel::font(int row) const {
  QFont font;
  font.setBold(isFailure(row) || isCulprit(row));
  font.setItalic(row > 0 && !stepOf(row).matters);
  return font;
}

QVariant StepsModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  switch (role) {
    case Qt::DisplayRole: return text(index.row(), index.column());
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: return sentence(index.row());
    case Qt::FontRole: return font(index.row());
    case Qt::ForegroundRole: return ink(index.row());
    case Qt::TextAlignmentRole:
      return QVariant::fromValue(Qt::AlignVCenter | (index.column() == numberColumn ? Qt::AlignRight : Qt::AlignLeft));
    case threadRole: return index.row() == 0 ? QVariant() : QVariant(stepOf(index.row()).thread.value);
    default: return {};
  }
}

QVariant StepsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case numberColumn: return tr("No.");
    case threadColumn: return QString();  // the header is hidden, and would ask for the room of its text
    case whatColumn: return tr("What it did");
    default: return {};
  }
}

}  // namespace ui
