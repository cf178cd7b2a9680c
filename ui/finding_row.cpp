#include "ui/finding_row.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPushButton>
#include <QToolButton>
#include <algorithm>
#include <vector>

#include "ui/theme.h"
#include "ui/words.h"

namespace ui {
namespace {

constexpr std::size_t mostButtons = 6;

QString signOf(model::FindingKind kind) {
  switch (kind) {
    case model::FindingKind::lock_order: return QStringLiteral("L");
    case model::FindingKind::race: return QStringLiteral("R");
    case model::FindingKind::events_dropped:
    case model::FindingKind::too_many_threads: return QStringLiteral("i");
  }
  return {};
}

}  // namespace

FindingRow::FindingRow(const model::Finding& finding, QWidget* parent)
    : QWidget(parent),
      finding_(finding),
      sign_(new QLabel(signOf(finding.kind))),
      confirm_(new QPushButton(tr("Confirm"))) {
  auto* sentence = new QLabel(words(finding.sentence));
  sentence->setWordWrap(true);
  sentence->setTextFormat(Qt::PlainText);
  sign_->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
  sign_->setToolTip(words(model::name(finding.kind)));
  auto* buttons = new QHBoxLayout;
  makeButtons(*buttons);
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(8);
  grid->setVerticalSpacing(2);
  grid->addWidget(sign_, 0, 0);
  grid->addWidget(sentence, 0, 1);
  grid->addLayout(buttons, 1, 1);
  grid->setColumnStretch(1, 1);
  setAccessibleName(words(model::name(finding.kind)) + QLatin1String(": ") + words(finding.sentence));
  colour();
}

void FindingRow::makeButtons(QHBoxLayout& row) {
  const auto lines = model::lines(finding_);
  for (std::size_t i = 0; i < std::min(lines.size(), mostButtons); ++i) {
    auto* button = new QToolButton;
    button->setText(tr("Line %1").arg(lines[i].line()));
    button->setToolTip(tr("Show it in the program"));
    button->setFocusPolicy(Qt::StrongFocus);
    connect(button, &QToolButton::clicked, this, [this, line = lines[i]] { Q_EMIT lineChosen(line); });
    row.addWidget(button);
  }
  confirm_->setToolTip(tr("Search for a schedule in which this happens, or find that it cannot"));
  confirm_->hide();
  connect(confirm_, &QPushButton::clicked, this, &FindingRow::confirmRequested);
  row.addWidget(confirm_);
  row.addStretch(1);
}

void FindingRow::offerConfirm(bool offer) { confirm_->setVisible(offer && model::is_warning(finding_.kind)); }

void FindingRow::colour() {
  QFont bold = font();
  bold.setBold(true);
  QPalette palette = sign_->palette();
  const QPalette& own = this->palette();
  palette.setColor(QPalette::WindowText, model::is_warning(finding_.kind) ? theme::verdictColor(course::Verdict::fails)
                                                                          : own.color(QPalette::PlaceholderText));
  sign_->setFont(bold);
  sign_->setPalette(palette);
  sign_->setMinimumWidth(QFontMetrics(bold).horizontalAdvance(QLatin1Char('M')));
}

void FindingRow::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) colour();
}

void FindingRow::mouseReleaseEvent(QMouseEvent* event) {
  QWidget::mouseReleaseEvent(event);
  const auto lines = model::lines(finding_);
  if (event->button() == Qt::LeftButton && rect().contains(event->pos()) && !lines.empty()) {
    Q_EMIT lineChosen(lines.front());
  }
}

}  // namespace ui
