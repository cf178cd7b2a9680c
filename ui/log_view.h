#pragma once

#include <QWidget>

#include "ui/frame.h"

class QLineEdit;
class QModelIndex;
class QTableView;

namespace ui {

class Invitation;
class LogModel;

/// The latest events as sentences, with a line to filter them. Follows the end unless scrolled up. GUI thread only.
class LogView : public QWidget {
  Q_OBJECT

 public:
  explicit LogView(QWidget* parent = nullptr);

  void showFrame(const FramePointer& frame);
  void clear();

  QLineEdit& filter() { return *filter_; }
  QTableView& table() { return *table_; }
  LogModel& model() { return *model_; }

 Q_SIGNALS:
  /// Of the event that was clicked, or activated by Enter.
  void lineChosen(trace::SourceId source);
  void threadChosen(trace::ThreadId thread);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void prepareTable();
  void setWidths();
  void setFilter(const QString& text);
  void choose(const QModelIndex& index);

  LogModel* model_;
  QTableView* table_;
  QLineEdit* filter_;
  Invitation* pane_;
};

}  // namespace ui
