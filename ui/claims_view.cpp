#include "ui/claims_view.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <algorithm>
#include <utility>

#include "ui/theme.h"
#include "ui/words.h"

namespace ui {
namespace {

QString word(course::Verdict verdict) {
  switch (verdict) {
    case course::Verdict::undecided: return ClaimsView::tr("open");
    case course::Verdict::holds: return ClaimsView::tr("holds");
    case course::Verdict::fails: return ClaimsView::tr("fails");
  }
  return {};
}

bool same(const course::Judgement& one, const course::Judgement& other) {
  return one.verdict == other.verdict && one.because == other.because;
}

QLabel* wrappedLabel() {
  auto* label = new QLabel;
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

}  // namespace

ClaimsView::ClaimsView(QWidget* parent) : QScrollArea(parent), rowsLayout_(new QVBoxLayout) {
  auto* content = new QWidget;
  content->setLayout(rowsLayout_);
  content->installEventFilter(this);
  setWidget(content);
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  rowsLayout_->setContentsMargins(6, 4, 6, 4);
  rowsLayout_->setSpacing(6);
  rowsLayout_->addStretch(1);
  setAccessibleName(tr("Claims"));
}

void ClaimsView::setClaims(const std::vector<course::Claim>& claims) {
  for (const Row& row : rows_) delete row.box;
  rows_.clear();
  for (const course::Claim& claim : claims) rows_.push_back(makeRow(claim));
}

ClaimsView::Row ClaimsView::makeRow(const course::Claim& claim) {
  Row row;
  row.id = claim.id;
  row.text = words(claim.sentence);
  row.box = new QWidget;
  row.box->setFocusPolicy(Qt::TabFocus);
  row.sign = new QLabel;
  row.sign->setAlignment(Qt::AlignLeft | Qt::AlignTop);
  row.sentence = wrappedLabel();
  row.sentence->setText(row.text);
  row.because = wrappedLabel();
  row.because->setForegroundRole(QPalette::PlaceholderText);
  auto* grid = new QGridLayout(row.box);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(8);
  grid->setVerticalSpacing(0);
  grid->addWidget(row.sign, 0, 0);
  grid->addWidget(row.sentence, 0, 1);
  grid->addWidget(row.because, 1, 1);
  grid->setColumnStretch(1, 1);
  rowsLayout_->insertWidget(rowsLayout_->count() - 1, row.box);
  show(row);
  return row;
}

void ClaimsView::show(Row& row) {
  const course::Verdict verdict = row.judgement.verdict;
  QPalette palette = row.sign->palette();
  palette.setColor(QPalette::WindowText, theme::verdictColor(verdict));
  row.sign->setPalette(palette);
  QFont bold = row.box->font();
  bold.setBold(true);
  row.sign->setFont(bold);
  row.sign->setText(theme::verdictSign(verdict) + QLatin1Char(' ') + word(verdict));
  // Room for the longest word, so that nothing moves when a verdict falls.
  row.sign->setMinimumWidth(QFontMetrics(bold).horizontalAdvance(QStringLiteral("\u2713 holds ")));
  row.because->setText(words(row.judgement.because));
  row.because->setVisible(!row.judgement.because.empty());
  row.box->setAccessibleName(word(verdict) + QLatin1String(": ") + row.text);
  row.box->setAccessibleDescription(row.because->text());
}

void ClaimsView::showFrame(const FramePointer& frame) {
  if (!frame) return clear();
  for (const course::ClaimState& state : frame->claims) {
    const auto row = std::find_if(rows_.begin(), rows_.end(), [&](const Row& one) { return one.id == state.id; });
    if (row == rows_.end() || same(row->judgement, state.judgement)) continue;
    row->judgement = state.judgement;
    show(*row);
  }
}

void ClaimsView::clear() {
  for (Row& row : rows_) {
    row.judgement = {};
    show(row);
  }
}

QString ClaimsView::spoken(const std::string& id) const {
  const auto row = std::find_if(rows_.begin(), rows_.end(), [&](const Row& one) { return one.id == id; });
  if (row == rows_.end()) return {};
  return (word(row->judgement.verdict) + QLatin1String(": ") + row->text + QLatin1Char(' ') + row->because->text())
      .trimmed();
}

int ClaimsView::heightForWidth(int width) const {
  const auto without = std::ranges::count_if(rows_, [](const Row& row) { return row.because->isHidden(); });
  return widget()->heightForWidth(width) + static_cast<int>(without) * fontMetrics().height();
}

bool ClaimsView::eventFilter(QObject* watched, QEvent* event) {
  if (watched == widget() && event->type() == QEvent::LayoutRequest) {
    const int needed = heightForWidth(width());
    if (std::exchange(neededHeight_, needed) != needed) Q_EMIT neededHeightChanged();
  }
  return QScrollArea::eventFilter(watched, event);
}

void ClaimsView::changeEvent(QEvent* event) {
  QScrollArea::changeEvent(event);
  if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
  for (Row& row : rows_) show(row);
}

}  // namespace ui
