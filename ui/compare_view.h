#pragma once

#include <QWidget>
#include <vector>

#include "ui/trials_controller.h"

class QLabel;
class QVBoxLayout;

namespace ui {

class Invitation;
class TrialsBar;

/// The variants of the lesson beside each other: whether each is correct, and what it costs. GUI thread only.
class CompareView : public QWidget {
  Q_OBJECT

 public:
  explicit CompareView(QWidget* parent = nullptr);

  TrialsBar& bar() { return *bar_; }
  void begin();
  void showComparison(const ComparisonPointer& comparison);
  /// Name, verdict and figures of each variant, as they are shown.
  QStringList texts() const;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  struct Row {
    QLabel* name = nullptr;
    QLabel* verdict = nullptr;
    QLabel* figures = nullptr;
  };

  void makeRows(std::size_t count);
  void fill();

  TrialsBar* bar_;
  QWidget* list_;
  QVBoxLayout* listLayout_;
  Invitation* pane_;
  QLabel* words_;
  std::vector<Row> rows_;
  ComparisonPointer comparison_;
};

}  // namespace ui
