#include <QApplication>
#include <cstdlib>
#include <iostream>
#include <memory>

#include "command_line.h"
#include "course/saved_schedule.h"
#include "headless.h"
#include "lessons/catalogue.h"
#include "screenshot.h"
#include "ui/main_window.h"

namespace {

using course::BadInput;

struct Arguments {
  int count;
  char** words;
};

constexpr auto no_display =
    "There is no display to open a window on; \"threadlab run LESSON\" and \"threadlab screenshot LESSON FILE.png\" "
    "need none.";

void require_display() {
  for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
    if (!qEnvironmentVariableIsEmpty(name)) return;
  }
  throw BadInput(no_display);
}

/// While it lives, a display that does not answer ends the program with a sentence: Qt would dump core.
class RequireAnswer {
 public:
  RequireAnswer() { previous_ = qInstallMessageHandler(handle); }
  ~RequireAnswer() { qInstallMessageHandler(previous_); }
  RequireAnswer(const RequireAnswer&) = delete;
  RequireAnswer& operator=(const RequireAnswer&) = delete;

 private:
  static void handle(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    if (type != QtFatalMsg) return previous_(type, context, message);
    std::cerr << "threadlab: " << no_display << std::endl;
    std::_Exit(headless::bad_input);
  }

  static inline QtMessageHandler previous_ = nullptr;
};

std::unique_ptr<QApplication> application(Arguments& arguments) {
  require_display();
  const RequireAnswer answer;
  return std::make_unique<QApplication>(arguments.count, arguments.words);
}

/// The lesson to open. Whether there is one, and a schedule in the file, is told before the window is.
std::string lesson_of(const command_line::Window& request) {
  if (!request.schedule_file.empty()) {
    return course::saved_schedule(lessons::catalogue(), headless::read_file(request.schedule_file)).lesson;
  }
  if (!request.lesson.empty()) lessons::catalogue().at(request.lesson);
  return request.lesson;
}

int open_window(const command_line::Window& request, Arguments arguments) {
  const std::string lesson = lesson_of(request);
  const auto qt = application(arguments);
  ui::MainWindow window(lessons::catalogue());
  if (!lesson.empty()) window.openLesson(QString::fromStdString(lesson));
  if (!request.schedule_file.empty()) window.openSchedule(QString::fromStdString(request.schedule_file));
  window.show();
  return QApplication::exec();
}

/// One exhaustive answer per kind of request.
struct Answer {
  Arguments arguments;

  int operator()(const command_line::Help&) const {
    std::cout << command_line::help();
    return headless::claims_hold;
  }
  int operator()(const command_line::Version&) const {
    std::cout << "ThreadLab " THREADLAB_VERSION "\n";
    return headless::claims_hold;
  }
  int operator()(const command_line::List& list) const { return headless::list(lessons::catalogue(), list, std::cout); }
  int operator()(const command_line::Run& run) const { return headless::run(lessons::catalogue(), run, std::cout); }
  int operator()(const command_line::Explore& explore) const {
    return headless::explore(lessons::catalogue(), explore, std::cout);
  }
  int operator()(const command_line::Sweep& sweep) const {
    return headless::sweep(lessons::catalogue(), sweep, std::cout);
  }
  int operator()(const command_line::Compare& compare) const {
    return headless::compare(lessons::catalogue(), compare, std::cout);
  }
  int operator()(const command_line::Replay& replay) const {
    return headless::replay(lessons::catalogue(), replay, std::cout);
  }
  int operator()(const command_line::Child& child) const { headless::child(lessons::catalogue(), child); }
  int operator()(const command_line::Screenshot& screenshot) const {
    return take_screenshot(lessons::catalogue(), screenshot, arguments.count, arguments.words);
  }
  int operator()(const command_line::Window& window) const { return open_window(window, arguments); }
};

int answer(Arguments arguments) {
  QCoreApplication::setApplicationName(QStringLiteral("ThreadLab"));
  QCoreApplication::setApplicationVersion(QStringLiteral(THREADLAB_VERSION));
  const std::vector<std::string> words(arguments.words + 1, arguments.words + arguments.count);
  const int status = std::visit(Answer{arguments}, command_line::parse(words));
  if (!std::cout.flush()) throw BadInput("Cannot write to standard output.");
  return status;
}

}  // namespace

int main(int argc, char** argv) try { return answer({argc, argv}); } catch (const std::exception& error) {
  std::cerr << "threadlab: " << error.what() << '\n';
  return headless::bad_input;
}
