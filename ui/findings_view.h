#pragma once

#include <QStringList>
#include <vector>

#include "model/finding.h"
#include "ui/frame.h"
#include "ui/invitation.h"

class QVBoxLayout;

namespace ui {

class FindingRow;

/// What could go wrong in the program, found in a run in which it need not have. The window title says how much there
/// is. GUI thread only.
class FindingsView : public Invitation {
  Q_OBJECT

 public:
  explicit FindingsView(QWidget* parent = nullptr);

  void showFrame(const FramePointer& frame);
  void clear();

  const std::vector<FindingRow*>& rows() const { return rows_; }

 Q_SIGNALS:
  void lineChosen(trace::SourceId source);
  /// A schedule is to be searched for in which it goes wrong. Only while this is connected are there buttons for it.
  void confirmRequested(const model::Finding& finding);

 private:
  bool shows(const std::vector<model::Finding>& findings) const;
  void makeRows(const std::vector<model::Finding>& findings);
  void addRow(const model::Finding& finding);

  QVBoxLayout* rowsLayout_;  ///< its last item is the room that is left
  std::vector<FindingRow*> rows_;
};

}  // namespace ui
