// A number that a worker writes and the event loop reads, with nothing in between: what ThreadSanitizer must go on to
// report, whatever tests/tsan.supp makes it overlook.
#include <QCoreApplication>
#include <thread>

#include "ui/qt_event_loop.h"

int main(int argc, char* argv[]) {
  QCoreApplication application(argc, argv);
  ui::QtEventLoop loop;
  int number = 0;
  std::jthread worker([&] {
    loop.post([&] { QCoreApplication::exit(number); });
    number = 1;
  });
  return QCoreApplication::exec();
}
