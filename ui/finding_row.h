#pragma once

#include <QWidget>

#include "model/finding.h"

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace ui {

/// One finding: its letter, its sentence, and buttons for the lines it is about. GUI thread only.
class FindingRow : public QWidget {
  Q_OBJECT

 public:
  explicit FindingRow(const model::Finding& finding, QWidget* parent = nullptr);

  const model::Finding& finding() const { return finding_; }
  /// Whether there is a button that asks for a schedule; never for what is no warning.
  void offerConfirm(bool offer);

 Q_SIGNALS:
  /// Of a button, or of the first line where the row itself was clicked.
  void lineChosen(trace::SourceId source);
  void confirmRequested();

 protected:
  void changeEvent(QEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;

 private:
  void makeButtons(QHBoxLayout& row);
  void colour();

  const model::Finding finding_;
  QLabel* sign_;
  QPushButton* confirm_;
};

}  // namespace ui
