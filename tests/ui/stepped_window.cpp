#include "stepped_window.h"

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QStandardPaths>
#include <QTest>

#include "lessons/catalogue.h"
#include "patience.h"
#include "ui/notice.h"
#include "ui/parameter_form.h"
#include "ui/steps_view.h"

void SteppedWindow::beUnknown(const QString& application) {
  QStandardPaths::setTestModeEnabled(true);
  QCoreApplication::setApplicationName(application);
}

void SteppedWindow::showWindow() {
  for (const auto place : {QStandardPaths::AppConfigLocation, QStandardPaths::AppDataLocation}) {
    QDir(QStandardPaths::writableLocation(place)).removeRecursively();
  }
  window_ = std::make_unique<ui::MainWindow>(lessons::catalogue());
  window_->show();
  QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
  window_->activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(window_.get()));
  open(QStringLiteral("race-condition"));
}

ui::ParameterForm* SteppedWindow::form() const {
  return qobject_cast<ui::ParameterForm*>(window_->page().panel(ui::Panel::parameters));
}

void SteppedWindow::open(const QString& lesson) { window_->openLesson(lesson); }

void SteppedWindow::chooseVariant(const QString& label) const {
  for (auto* list : window_->findChildren<QComboBox*>()) {
    if (list->accessibleName() != QStringLiteral("Variant") || !list->isVisible()) continue;
    QTest::keyClick(list, Qt::Key_Home);
    for (int i = 0; i < list->count() && !list->currentText().contains(label); ++i) QTest::keyClick(list, Qt::Key_Down);
    QVERIFY(list->currentText().contains(label));
  }
}

const course::StepThread* SteppedWindow::threadNamed(const std::string& name) const {
  for (const course::StepThread& each : now().threads) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

void SteppedWindow::key(Qt::Key pressed, Qt::KeyboardModifiers modifiers) const {
  QTest::keyClick(window_.get(), pressed, modifiers);
}

void SteppedWindow::stepKey(Qt::Key pressed, Qt::KeyboardModifiers modifiers) const {
  const ui::StepPointer before = steps().step();
  key(pressed, modifiers);
  QTRY_VERIFY2(steps().step() != before, qPrintable(steps().view()->message()));
}

void SteppedWindow::begin() const {
  key(Qt::Key_F10);
  QTRY_VERIFY(steps().step() != nullptr);
}

void SteppedWindow::press(const std::string& name) const {
  for (std::size_t i = 0; i < now().threads.size(); ++i) {
    if (now().threads[i].name == name) return stepKey(static_cast<Qt::Key>(Qt::Key_1 + i));
  }
  QFAIL(name.c_str());
}

void SteppedWindow::pressUntil(const std::string& name,
                               const std::function<bool(const course::StepThread&)>& done) const {
  for (int i = 0; i < 100 && !now().over && !done(*threadNamed(name)); ++i) {
    press(name);
    if (QTest::currentTestFailed()) return;
  }
  QVERIFY(now().over || done(*threadNamed(name)));
}

void SteppedWindow::pressWhile(const std::string& name) const {
  pressUntil(name,
             [](const course::StepThread& each) { return each.standing != course::StepThread::Standing::can_go; });
}

QString SteppedWindow::notice() const {
  const auto* notice = window_->findChild<ui::Notice*>();
  return notice->isVisible() ? notice->findChild<QLabel*>()->text() : QString();
}
