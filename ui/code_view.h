#pragma once

#include <QTabWidget>
#include <string>

#include "course/catalogue.h"
#include "ui/step_frame.h"

class QPushButton;

namespace ui {

class Listing;

/// The program of a lesson in C++ and in Python, and where each thread stands in the C++ that really runs.
/// GUI thread only.
class CodeView : public QTabWidget {
  Q_OBJECT

 public:
  explicit CodeView(QWidget* parent = nullptr);

  /// Shows the snippet of that variant, whose slots, if it has some, the pieces fill.
  void setEntry(const course::Entry& entry, const std::string& variant, const course::Pieces& pieces = {});
  /// With what differs from the variant shown before, unless changes are hidden.
  void setVariant(const std::string& id, const course::Pieces& pieces = {});
  const std::string& variant() const { return variant_; }
  void setChangesShown(bool shown);
  /// Marks and scrolls to a line of the C++; nothing if it is not on display.
  void showSource(trace::SourceId source);
  /// The same for a line of that file.
  void showLine(int line);
  void showFrame(const FramePointer& frame);
  /// Where each thread would go on, and the line of the last step.
  void showStep(const StepPointer& step);
  void clear();

  Listing& cpp() { return *cpp_; }
  Listing& python() { return *python_; }

 Q_SIGNALS:
  void threadChosen(trace::ThreadId thread);
  /// Of the C++: clicked twice, or entered.
  void lineActivated(int line);

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void makeChangesButton();
  void showChanges();
  void nameChanges();

  Listing* cpp_;
  Listing* python_;
  QPushButton* changes_;
  std::vector<course::Variant> variants_;
  std::string variant_;
  course::Pieces pieces_;
  std::string before_;  // the variant that was shown before, or empty
  QString compared_;    // what the button says where there is room
  std::string code_;
  std::string codeFile_;
  std::string pythonCode_;
};

}  // namespace ui
