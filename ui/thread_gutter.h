#pragma once

#include <QWidget>
#include <functional>
#include <string>
#include <vector>

#include "ui/code_marks.h"

class QsciScintilla;

namespace ui {

/// The strip left of a listing with a badge for each thread at its line. As wide as the fullest line needs, at least
/// 2 badges, and so wide until no thread is left, so that the listing does not move when threads part; up to 16 and a
/// third of the listing. What has no room is counted ("+3"). GUI thread only.
class ThreadGutter : public QWidget {
  Q_OBJECT

 public:
  explicit ThreadGutter(QsciScintilla& listing, QWidget* parent = nullptr);

  /// Which lines of a file the listing shows.
  void setRange(const LineRange& range) { range_ = range; }
  /// `standing` says how a thread stands there; it is asked while these marks are shown.
  using Standing = std::function<std::string(trace::ThreadId)>;
  void setMarks(std::vector<LineMark> marks, Standing standing);
  /// Forgets the marks, and how wide they were.
  void clear();
  /// The badge's place, empty if it is not shown.
  QRect badge(trace::ThreadId thread) const;
  QSize sizeHint() const override;

  static constexpr int mostBadges = 16;

 Q_SIGNALS:
  void threadChosen(trace::ThreadId thread);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  static constexpr int usually = 2;  // badges in a line

  int cellWidth() const;
  int fittingBadges() const;
  QRect lineBox(const LineMark& mark) const;
  QRect cell(const LineMark& mark, int index) const;
  trace::ThreadId threadAt(const QPoint& point) const;
  QString sentencesAt(const QPoint& point) const;
  void paintLine(QPainter& painter, const LineMark& mark) const;

  QsciScintilla& listing_;
  LineRange range_;
  int fullest_ = usually;
  std::vector<LineMark> marks_;
  Standing standing_;
};

}  // namespace ui
