#pragma once

#include <QDialog>
#include <QObject>
#include <QPointer>
#include <QString>
#include <deque>
#include <functional>

class QFileDialog;
class QMessageBox;

/// Answers the dialogs that a call opens and waits for, each with the next answer as soon as it is there. One that
/// nobody expected is rejected and counted.
class DialogAnswers {
 public:
  DialogAnswers();

  void toFileDialog(std::function<void(QFileDialog&)> answer);
  void toMessageBox(std::function<void(QMessageBox&)> answer);

  bool allGiven() const { return answers_.empty() && unexpected_ == 0; }

 private:
  void lookSoon();
  void look();

  QObject context_;
  /// False if it is not for a dialog of that class.
  std::deque<std::function<bool(QDialog&)>> answers_;
  QPointer<QDialog> answered_;
  int unexpected_ = 0;
};

/// Has that name in place of what was proposed, and presses Save or Open.
void answerWith(QFileDialog& dialog, const QString& name);
