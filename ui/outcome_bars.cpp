#include "ui/outcome_bars.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <utility>

#include "course/wording.h"
#include "ui/plot_look.h"
#include "ui/theme.h"
#include "ui/words.h"

namespace ui {
namespace {

constexpr double barWidth = 0.7;
/// Of the width, for the names.
constexpr int mostForNames = 45;
constexpr int mostLines = 3;

int lineHeight() { return QFontMetrics(QApplication::font()).height(); }

QString number(std::int64_t value) { return words(course::grouped(value)); }

QString nameOf(const course::Bar& bar, const course::Histogram& histogram) {
  if (bar.count() == 0) return OutcomeBars::tr("%1, expected").arg(words(bar.label));
  const course::Verdict verdict = bar.holds ? course::Verdict::holds : course::Verdict::fails;
  const QString name = theme::verdictSign(verdict) + QLatin1Char(' ') + words(bar.label);
  const bool expected = histogram.expected && bar.least == histogram.expected && bar.greatest == histogram.expected;
  return expected ? OutcomeBars::tr("%1, expected").arg(name) : name;
}

/// In as many lines as it takes, up to mostLines; the last one ends in "..." where that is not enough.
QString wrapped(const QString& text, const QFontMetrics& metrics, int width) {
  QStringList lines;
  QString rest = text;
  while (lines.size() + 1 < mostLines && metrics.horizontalAdvance(rest) > width) {
    qsizetype end = rest.lastIndexOf(QLatin1Char(' '));
    while (end > 0 && metrics.horizontalAdvance(rest.left(end)) > width) {
      end = rest.lastIndexOf(QLatin1Char(' '), end - 1);
    }
    if (end <= 0) break;
    lines += rest.left(end);
    rest = rest.mid(end + 1);
  }
  lines += metrics.elidedText(rest, Qt::ElideRight, width);
  return lines.join(QLatin1Char('\n'));
}

}  // namespace

OutcomeBars::OutcomeBars(QWidget* parent)
    : QCustomPlot(parent), holding_(new QCPBars(yAxis, xAxis)), failing_(new QCPBars(yAxis, xAxis)) {
  mark_ = new QCPItemRect(this);
  mark_->setLayer(QStringLiteral("background"));
  for (QCPBars* bars : {holding_, failing_}) bars->setWidth(barWidth);
  yAxis->setRangeReversed(true);
  yAxis->setSubTicks(false);
  yAxis->grid()->setVisible(false);
  legend->setVisible(false);
  axisRect()->setMinimumMargins(QMargins(4, 4, 8, 2));
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Outcomes"));
  restyle();
}

int OutcomeBars::count() const { return repeat_ ? static_cast<int>(repeat_->histogram.bars.size()) : 0; }

void OutcomeBars::setRepeat(const RepeatPointer& repeat) {
  // The selection stays with what it was about, while bars come and join before it.
  const std::string before = selected_ >= 0 ? repeat_->histogram.bars[static_cast<std::size_t>(selected_)].label : "";
  repeat_ = repeat;
  selected_ = -1;
  for (int bar = 0; bar < count(); ++bar) {
    if (!before.empty() && repeat_->histogram.bars[static_cast<std::size_t>(bar)].label == before) selected_ = bar;
  }
  setAccessibleName(repeat ? tr("Outcomes: %1").arg(words(title_of(repeat->histogram))) : tr("Outcomes"));
  redraw();
  updateGeometry();
}

void OutcomeBars::select(int bar) {
  selected_ = std::clamp(bar, -1, count() - 1);
  setAccessibleDescription(selected_ < 0 ? QString() : inWords(selected_));
  redraw();
  Q_EMIT selectionChanged(selected_);
}

QString OutcomeBars::inWords(int index) const {
  const course::Histogram& histogram = repeat_->histogram;
  const course::Bar& bar = histogram.bars.at(static_cast<std::size_t>(index));
  if (bar.count() == 0)
    return tr("No run ended with %1 %2, as it should.").arg(words(histogram.gauge), words(bar.label));
  const QString runs =
      tr("%1 of %2 (%3)")
          .arg(number(static_cast<std::int64_t>(bar.count())), words(course::plural(histogram.runs, "run")),
               words(course::percent(histogram.share(bar))));
  if (!bar.least) return tr("%1: %2.").arg(runs, words(bar.label));
  const QString verdict = bar.holds ? tr("every claim holds") : tr("a claim fails");
  return tr("%1: %2 %3; %4.").arg(runs, words(title_of(histogram)), words(bar.label), verdict);
}

int OutcomeBars::middleOf(int bar) const { return static_cast<int>(yAxis->coordToPixel(bar)); }

int OutcomeBars::barAt(int y) const {
  const int bar = static_cast<int>(std::lround(yAxis->pixelToCoord(y)));
  return bar >= 0 && bar < count() ? bar : -1;
}

void OutcomeBars::redraw() {
  QVector<double> at[2];
  QVector<double> heights[2];
  double most = 1;
  for (int bar = 0; bar < count(); ++bar) {
    const course::Bar& each = repeat_->histogram.bars[static_cast<std::size_t>(bar)];
    const auto height = static_cast<double>(each.count());
    const std::size_t which = each.holds ? 0 : 1;
    at[which].append(bar);
    heights[which].append(height);
    most = std::max(most, height);
  }
  holding_->setData(at[0], heights[0], true);
  failing_->setData(at[1], heights[1], true);
  // Where there is more room than the bars need, they stay at the top, and slim.
  drawNames();
  const int slim = lineHeight() * (linesOfNames_ + 1);
  yAxis->setRange(-0.6, std::max(count(), (height() - lineHeight() * 2) / slim) - 0.4);
  drawCounts();
  // Behind the longest bar there is room for its words.
  const int room = std::max(1, width() * (100 - mostForNames) / 100);
  const int text = QFontMetrics(QApplication::font()).horizontalAdvance(QStringLiteral("  1,000 (100 %)  "));
  xAxis->setRange(0, most * room / std::max(room - text, room / 4));
  xAxis->setTicker(plot_look::valueTicker({}, true, plot_look::ticks(room, text)));
  mark_->setVisible(selected_ >= 0);
  mark_->topLeft->setCoords(0, selected_ - 0.5);
  mark_->bottomRight->setCoords(xAxis->range().upper, selected_ + 0.5);
  if (isVisible()) replot(rpQueuedReplot);
}

void OutcomeBars::drawNames() {
  const QFontMetrics metrics(QApplication::font());
  QSharedPointer<QCPAxisTickerText> names(new QCPAxisTickerText);
  const int before = std::exchange(linesOfNames_, 1);
  for (int bar = 0; bar < count(); ++bar) {
    const QString whole = nameOf(repeat_->histogram.bars[static_cast<std::size_t>(bar)], repeat_->histogram);
    const QString name = wrapped(whole, metrics, width() * mostForNames / 100);
    linesOfNames_ = std::max(linesOfNames_, static_cast<int>(name.count(QLatin1Char('\n'))) + 1);
    names->addTick(bar, name);
  }
  yAxis->setTicker(names);
  if (linesOfNames_ != before) updateGeometry();
}

void OutcomeBars::drawCounts() {
  for (QCPItemText* text : counts_) removeItem(text);
  counts_.clear();
  for (int bar = 0; bar < count(); ++bar) {
    const course::Bar& each = repeat_->histogram.bars[static_cast<std::size_t>(bar)];
    auto* text = new QCPItemText(this);
    text->position->setCoords(static_cast<double>(each.count()), bar);
    text->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    text->setPadding(QMargins(4, 0, 0, 0));
    text->setFont(QApplication::font());
    text->setColor(theme::ink());
    text->setText(tr("%1 (%2)").arg(number(static_cast<std::int64_t>(each.count())),
                                    words(course::percent(repeat_->histogram.share(each)))));
    counts_.push_back(text);
  }
}

void OutcomeBars::restyle() {
  plot_look::restyle(*this);
  const QColor good = theme::verdictColor(course::Verdict::holds);
  const QColor bad = theme::verdictColor(course::Verdict::fails);
  holding_->setPen(QPen(good));
  holding_->setBrush(good);
  failing_->setPen(QPen(bad));
  failing_->setBrush(QBrush(bad, Qt::BDiagPattern));
  QColor behind = theme::accent();
  behind.setAlpha(50);
  mark_->setPen(hasFocus() ? QPen(theme::accent(), 2) : QPen(Qt::NoPen));
  mark_->setBrush(behind);
  redraw();
}

QSize OutcomeBars::sizeHint() const { return minimumSizeHint(); }

QSize OutcomeBars::minimumSizeHint() const {
  const int row = lineHeight() * linesOfNames_ + lineHeight() / 4;
  return {lineHeight() * 12, row * std::max(2, count()) + lineHeight() * 2};
}

bool OutcomeBars::event(QEvent* event) {
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
    if (event->type() == QEvent::FocusIn && selected_ < 0) select(0);
    mark_->setPen(event->type() == QEvent::FocusIn ? QPen(theme::accent(), 2) : QPen(Qt::NoPen));
    replot(rpQueuedReplot);
  }
  if (event->type() != QEvent::ToolTip) return QCustomPlot::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const int bar = barAt(help->pos().y());
  QToolTip::showText(help->globalPos(), bar < 0 ? QString() : inWords(bar), this);
  return true;
}

void OutcomeBars::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Up: return select(std::max(0, selected_ - 1));
    case Qt::Key_Down: return select(selected_ + 1);
    case Qt::Key_Home: return select(0);
    case Qt::Key_End: return select(count() - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: return choose(selected_);
    default: QCustomPlot::keyPressEvent(event);
  }
}

void OutcomeBars::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QCustomPlot::mousePressEvent(event);
  const int bar = barAt(event->pos().y());
  if (bar < 0) return;
  select(bar);
  choose(bar);
}

void OutcomeBars::choose(int bar) {
  if (bar >= 0 && repeat_->kept[static_cast<std::size_t>(bar)]) Q_EMIT chosen(bar);
}

void OutcomeBars::changeEvent(QEvent* event) {
  QCustomPlot::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) restyle();
}

void OutcomeBars::resizeEvent(QResizeEvent* event) {
  QCustomPlot::resizeEvent(event);
  redraw();
}

}  // namespace ui
