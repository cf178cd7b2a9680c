#include "dialog_answers.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

namespace {

template <class Dialog>
std::function<bool(QDialog&)> to(std::function<void(Dialog&)> answer) {
  return [answer = std::move(answer)](QDialog& dialog) {
    auto* expected = qobject_cast<Dialog*>(&dialog);
    if (expected) answer(*expected);
    return expected != nullptr;
  };
}

}  // namespace

DialogAnswers::DialogAnswers() { lookSoon(); }

/// By a timer of its own each time: the dialog that an answer opens is waited for before that answer comes back.
void DialogAnswers::lookSoon() {
  QTimer::singleShot(1, &context_, [this] { look(); });
}

void DialogAnswers::toFileDialog(std::function<void(QFileDialog&)> answer) {
  answers_.push_back(to<QFileDialog>(std::move(answer)));
}

void DialogAnswers::toMessageBox(std::function<void(QMessageBox&)> answer) {
  answers_.push_back(to<QMessageBox>(std::move(answer)));
}

void DialogAnswers::look() {
  lookSoon();
  auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
  if (!dialog || !dialog->isVisible() || dialog == answered_) return;
  answered_ = dialog;
  auto answer = answers_.empty() ? [](QDialog&) { return false; } : std::move(answers_.front());
  if (!answers_.empty()) answers_.pop_front();
  if (answer(*dialog)) return;
  ++unexpected_;
  dialog->reject();
}

void answerWith(QFileDialog& dialog, const QString& name) {
  dialog.findChild<QLineEdit*>()->setText(name);
  auto* buttons = dialog.findChild<QDialogButtonBox*>();
  const bool saves = dialog.acceptMode() == QFileDialog::AcceptSave;
  buttons->button(saves ? QDialogButtonBox::Save : QDialogButtonBox::Open)->click();
}
