#include <QStandardPaths>
#include <QTest>

#include "child_processes.h"
#include "lessons/catalogue.h"
#include "patience.h"
#include "ui/lesson_page.h"
#include "ui/main_window.h"

/// The window and the processes that lessons start from it.
class TestMainWindowChildren : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(QStringLiteral("tst_main_window_children"));
  }

  void closing_the_window_leaves_no_process() {
    auto window = std::make_unique<ui::MainWindow>(lessons::catalogue());
    run(*window);
    QTRY_VERIFY(!child_processes::listed().empty());
    window->close();
    window.reset();
    QCOMPARE(child_processes::listed(), std::string());
  }

  void another_lesson_leaves_no_process() {
    ui::MainWindow window(lessons::catalogue());
    run(window);
    QTRY_VERIFY(!child_processes::listed().empty());
    window.openLesson(QStringLiteral("first-thread"));
    QTRY_COMPARE(child_processes::listed(), std::string());
  }

 private:
  static void run(ui::MainWindow& window) {
    window.openLesson(QStringLiteral("daemon-threads"));
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.activateWindow();
    QTest::keyClick(&window, Qt::Key_F5);
    QCOMPARE(window.page().runs().state(), course::RunState::running);
  }
};

QTEST_MAIN(TestMainWindowChildren)
#include "tst_main_window_children.moc"
