#include "screenshot.h"

#include <QApplication>
#include <QEventLoop>
#include <QFile>
#include <QPixmap>
#include <QTemporaryDir>
#include <QTimer>
#include <iostream>

#include "ui/main_window.h"
#include "ui/preferences.h"
#include "ui/progress_store.h"

namespace {

/// Where the application of this process keeps its files, for as long as this lives.
class TemporaryHome {
 public:
  TemporaryHome() {
    for (const char* place : {"XDG_CONFIG_HOME", "XDG_DATA_HOME"}) qputenv(place, folder_.path().toLocal8Bit());
  }

 private:
  QTemporaryDir folder_;
};

/// What the window is to find as if the learner had left it so.
void remember(const command_line::Screenshot& request, const std::string& variant, const course::Settings& settings) {
  ui::Preferences preferences;
  preferences.setScheme(request.dark ? ui::theme::Scheme::dark : ui::theme::Scheme::light);
  preferences.setTextPercent(request.text_percent);
  const QString lesson = QString::fromStdString(request.program.lesson);
  preferences.setLastLesson(lesson);
  ui::ProgressStore().noteSettings(lesson, QString::fromStdString(variant), settings);
}

/// A picture was asked for, not what the platform plugin cannot do.
void only_errors(QtMsgType type, const QMessageLogContext&, const QString& message) {
  if (type == QtCriticalMsg || type == QtFatalMsg) std::cerr << "threadlab: " << message.toStdString() << '\n';
}

void pass(int milliseconds) {
  QEventLoop loop;
  QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
  loop.exec();
}

[[noreturn]] void reject(const QFile& file) {
  const QString sentence = QStringLiteral("Cannot write \"%1\": %2.").arg(file.fileName(), file.errorString());
  throw course::BadInput(sentence.toStdString());
}

}  // namespace

int take_screenshot(const course::Catalogue& catalogue, const command_line::Screenshot& request, int argc,
                    char** argv) {
  const course::Entry& entry = catalogue.at(request.program.lesson);
  const std::string variant = command_line::variant(entry, request.program).id;
  const course::Settings settings = command_line::settings(entry, request.program);
  QFile file(QString::fromStdString(request.file));
  if (!file.open(QIODevice::WriteOnly)) reject(file);

  const TemporaryHome home;
  qInstallMessageHandler(only_errors);
  if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application(argc, argv);
  remember(request, variant, settings);
  ui::MainWindow window(catalogue);
  window.resize(request.width, request.height);
  window.show();
  window.startRun();
  pass(request.after_milliseconds);
  if (!window.grab().save(&file, "PNG") || !file.flush()) reject(file);
  return 0;
}
