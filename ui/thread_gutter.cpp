#include "ui/thread_gutter.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStringList>
#include <QToolTip>

#include "ui/code_font.h"
#include "ui/scintilla.h"
#include "ui/theme.h"
#include "ui/thread_badge.h"
#include "ui/words.h"

namespace ui {
namespace {
constexpr int gap = 1;
}

ThreadGutter::ThreadGutter(QsciScintilla& listing, QWidget* parent) : QWidget(parent), listing_(listing) {
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
  setFont(codeFont());
  setAccessibleName(tr("Threads at their lines"));
}

void ThreadGutter::setMarks(std::vector<LineMark> marks, Standing standing) {
  standing_ = std::move(standing);
  if (marks == marks_) return;
  marks_ = std::move(marks);
  int fullest = marks_.empty() ? usually : fullest_;
  for (const LineMark& mark : marks_) fullest = std::max(fullest, static_cast<int>(mark.threads.size()));
  if (fullest != fullest_) updateGeometry();
  fullest_ = fullest;
  update();
}

void ThreadGutter::clear() {
  marks_.clear();
  standing_ = nullptr;
  fullest_ = usually;
  updateGeometry();
  update();
}

int ThreadGutter::cellWidth() const {
  return fontMetrics().horizontalAdvance(QLatin1Char('M')) + (fullest_ > 6 ? 3 : 7) + gap;
}

QSize ThreadGutter::sizeHint() const {
  const int wanted = std::min(fullest_, mostBadges + 1) * cellWidth() + 4;
  const int third = parentWidget() != nullptr ? parentWidget()->width() / 3 : wanted;
  return {std::max(cellWidth() + 4, std::min(wanted, third)), 0};
}

int ThreadGutter::fittingBadges() const { return std::max(1, (width() - 4) / cellWidth()); }

QRect ThreadGutter::lineBox(const LineMark& mark) const {
  const int line = range_.row(mark.line);
  const auto position =
      listing_.SendScintilla(QsciScintillaBase::SCI_POSITIONFROMLINE, static_cast<unsigned long>(line));
  const auto y = listing_.SendScintilla(QsciScintillaBase::SCI_POINTYFROMPOSITION, 0UL, position);
  const int top = static_cast<int>(y) + listing_.viewport()->mapTo(parentWidget(), QPoint()).y() - pos().y();
  return {2, top, width() - 4, listing_.textHeight(line)};
}

QRect ThreadGutter::cell(const LineMark& mark, int index) const {
  const QRect line = lineBox(mark);
  return {line.left() + index * cellWidth(), line.top() + 1, cellWidth() - gap, line.height() - 2};
}

QRect ThreadGutter::badge(trace::ThreadId thread) const {
  for (const LineMark& mark : marks_) {
    const int shown = shownBadges(static_cast<int>(mark.threads.size()), fittingBadges());
    for (int i = 0; i < shown; ++i) {
      if (mark.threads[static_cast<std::size_t>(i)] == thread) return cell(mark, i);
    }
  }
  return {};
}

void ThreadGutter::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(QPalette::AlternateBase));
  for (const LineMark& mark : marks_) paintLine(painter, mark);
}

void ThreadGutter::paintLine(QPainter& painter, const LineMark& mark) const {
  const int count = static_cast<int>(mark.threads.size());
  const int shown = shownBadges(count, std::min(fittingBadges(), count > mostBadges ? mostBadges + 1 : mostBadges));
  for (int i = 0; i < shown; ++i) paintThreadBadge(painter, cell(mark, i), mark.threads[static_cast<std::size_t>(i)]);
  if (shown == count) return;
  painter.setPen(theme::ink());
  QRect rest = lineBox(mark);
  rest.setLeft(cell(mark, shown).left());
  painter.drawText(rest, Qt::AlignVCenter | Qt::AlignLeft, QStringLiteral("+%1").arg(count - shown));
}

trace::ThreadId ThreadGutter::threadAt(const QPoint& point) const {
  for (const LineMark& mark : marks_) {
    if (!lineBox(mark).contains(point)) continue;
    for (const trace::ThreadId thread : mark.threads) {
      if (badge(thread).contains(point)) return thread;
    }
  }
  return {};
}

QString ThreadGutter::sentencesAt(const QPoint& point) const {
  if (!standing_) return {};
  QStringList sentences;
  for (const LineMark& mark : marks_) {
    if (!lineBox(mark).contains(point)) continue;
    for (const trace::ThreadId thread : mark.threads) {
      sentences += theme::threadLetter(thread) + QLatin1String("  ") + words(standing_(thread));
    }
  }
  return sentences.join(QLatin1Char('\n'));
}

bool ThreadGutter::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  QToolTip::showText(help->globalPos(), sentencesAt(help->pos()), this);
  return true;
}

void ThreadGutter::mousePressEvent(QMouseEvent* event) {
  if (const trace::ThreadId thread = threadAt(event->pos())) Q_EMIT threadChosen(thread);
}

void ThreadGutter::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) update();
}

}  // namespace ui
