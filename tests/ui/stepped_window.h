#pragma once

#include <QString>
#include <functional>
#include <memory>
#include <string>

#include "ui/lesson_page.h"
#include "ui/main_window.h"
#include "ui/step_mode.h"

namespace ui {
class ParameterForm;
}  // namespace ui

/// The window, with the lessons that people get, and a learner who steps one of them with the keyboard. Base of a test.
class SteppedWindow {
 protected:
  /// Before the first window: what is stored is this test's own.
  static void beUnknown(const QString& application);
  /// With nothing known from earlier; at the race condition.
  void showWindow();
  void closeWindow() { window_.reset(); }

  ui::StepMode& steps() const { return window_->page().stepMode(); }
  /// Requires that a step is shown.
  const course::StepFrame& now() const { return *steps().step(); }
  /// Null if there is no such thread yet.
  const course::StepThread* threadNamed(const std::string& name) const;
  ui::ParameterForm* form() const;
  /// What the strip above the lesson says; empty if it is hidden.
  QString notice() const;

  void open(const QString& lesson);
  /// The one whose name contains `label`.
  void chooseVariant(const QString& label) const;
  void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const;
  /// Waits until that has an effect.
  void stepKey(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const;
  /// Into step mode.
  void begin() const;
  /// The number key of that thread.
  void press(const std::string& name) const;
  void pressUntil(const std::string& name, const std::function<bool(const course::StepThread&)>& done) const;
  void pressWhile(const std::string& name) const;

  std::unique_ptr<ui::MainWindow> window_;
};
