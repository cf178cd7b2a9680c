#pragma once

#include <QTabWidget>
#include <string>

#include "course/catalogue.h"
#include "ui/step_frame.h"

namespace ui {

class Listing;

/// The program of a lesson in C++ and in Python, and where each thread stands in the C++ that really runs.
/// GUI thread only.
class CodeView : public QTabWidget {
  Q_OBJECT

 public:
  explicit CodeView(QWidget* parent = nullptr);

  /// Shows the snippet of the lesson's first variant.
  void setEntry(const course::Entry& entry);
  /// `pieces` fill the slots of the variant, if it has some.
  void setVariant(const std::string& id, const course::Pieces& pieces = {});
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

 private:
  Listing* cpp_;
  Listing* python_;
  std::string code_;
  std::string codeFile_;
  std::string pythonCode_;
};

}  // namespace ui
