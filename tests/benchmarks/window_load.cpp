#include <malloc.h>

#include <QApplication>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <deque>
#include <thread>

#include "course/stage.h"
#include "model/snapshot.h"
#include "threading/shared.h"
#include "threading/thread.h"
#include "ui/lesson_page.h"
#include "ui/main_window.h"

/// How the window bears a heavy run: `window_load [SECONDS] [EVENTS_PER_SECOND]`, 60 and 1,000,000 if left out. Opens
/// the window with every view in sight, waits idle, then runs 64 threads that use all the cores and make so many events
/// a second together. Prints what posted events waited, what frames cost, what was dropped and the memory used.
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr int threads = 64;
constexpr auto idle_time = 10s;

double events_per_second = 1e6;

/// Keeps up with its share of the events, and computes in between.
void work(course::Stage& stage, threading::Shared<int>& own) {
  const auto began = Clock::now();
  for (std::int64_t done = 0;;) {
    const double elapsed = std::chrono::duration<double>(Clock::now() - began).count();
    const auto due = static_cast<std::int64_t>(elapsed * events_per_second / threads);
    for (; done < due; ++done) own.store(static_cast<int>(done % 1000));
    stage.compute(100us);
  }
}

void program(course::Stage& stage) {
  std::deque<threading::Shared<int>> variables;
  std::deque<threading::Thread> workers;
  for (int i = 0; i < threads; ++i) {
    auto& own = variables.emplace_back(0, "variable-" + std::to_string(i));
    workers.emplace_back([&stage, &own] { work(stage, own); });
  }
  for (auto& worker : workers) worker.start();
  for (auto& worker : workers) worker.join();
}

course::Catalogue catalogue() {
  course::Entry entry;
  entry.id = "load";
  entry.number = 110;
  entry.text = "# Load";
  entry.code = "//! [load]\nint main() {}\n//! [load]\n";
  entry.code_file = "load/lesson.cpp";
  entry.python = "pass\n";
  entry.lesson.title = "Load";
  entry.lesson.summary = "Many threads, many events.";
  entry.lesson.variants = {{"load", "Load", course::Variant::Kind::design, "Many threads.", program}};
  entry.lesson.charts = {{"Variables", "", {{"variable-0", "one"}, {"variable-1", "another"}}}};
  return course::Catalogue({entry});
}

/// Times what the event loop does at its outermost level.
class Application : public QApplication {
 public:
  using QApplication::QApplication;

  bool notify(QObject* receiver, QEvent* event) override {
    if (depth_++ > 0) {
      const bool done = QApplication::notify(receiver, event);
      --depth_;
      return done;
    }
    const auto began = Clock::now();
    const bool done = QApplication::notify(receiver, event);
    busy_ += Clock::now() - began;
    --depth_;
    return done;
  }

  /// Since it was last asked.
  std::chrono::nanoseconds takeBusy() { return std::exchange(busy_, {}); }

 private:
  int depth_ = 0;
  std::chrono::nanoseconds busy_{};
};

struct Samples {
  std::vector<std::chrono::nanoseconds> all;

  double milliseconds(double share) {
    if (all.empty()) return 0;
    std::sort(all.begin(), all.end());
    const auto rank = static_cast<std::size_t>(share * static_cast<double>(all.size() - 1));
    return std::chrono::duration<double, std::milli>(all[rank]).count();
  }
};

double residentMegabytes() {
  QFile file(QStringLiteral("/proc/self/statm"));
  if (!file.open(QIODevice::ReadOnly)) return 0;
  return file.readAll().split(' ').at(1).toDouble() * 4096 / 1e6;
}

/// What posted events wait, asked for from another thread a hundred times a second, for that long.
Samples latencies(std::chrono::seconds time) {
  Samples samples;
  std::atomic<bool> under_way = false;
  QObject receiver;
  QEventLoop loop;
  std::jthread prober([&](const std::stop_token& stop) {
    for (auto next = Clock::now(); !stop.stop_requested(); next += 10ms) {
      std::this_thread::sleep_until(next);
      if (under_way.exchange(true)) continue;
      const auto sent = Clock::now();
      QMetaObject::invokeMethod(
          &receiver,
          [&, sent] {
            samples.all.push_back(Clock::now() - sent);
            under_way = false;
          },
          Qt::QueuedConnection);
    }
  });
  QTimer::singleShot(std::chrono::duration_cast<std::chrono::milliseconds>(time), &loop, &QEventLoop::quit);
  loop.exec();
  return samples;
}

void show(const char* what, double value, const char* unit) {
  std::printf("%-34s %12.2f %s\n", what, value, unit);
  std::fflush(stdout);
}

/// Docks that lie behind others are put beside them.
void showEveryView(QMainWindow& window) {
  for (QDockWidget* dock : window.findChildren<QDockWidget*>()) {
    if (!window.tabifiedDockWidgets(dock).isEmpty()) dock->setFloating(true);
    dock->show();
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto seconds = std::chrono::seconds(argc > 1 ? std::atoi(argv[1]) : 60);
  if (argc > 2) events_per_second = std::atof(argv[2]);
  const QTemporaryDir home;
  for (const char* place : {"XDG_CONFIG_HOME", "XDG_DATA_HOME"}) qputenv(place, home.path().toLocal8Bit());
  if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  Application application(argc, argv);
  const course::Catalogue lessons = catalogue();
  ui::MainWindow window(lessons);
  window.resize(1920, 1080);
  window.show();
  showEveryView(window);

  Samples idle = latencies(idle_time);
  show("idle: latency p99", idle.milliseconds(0.99), "ms");
  show("idle: latency worst", idle.milliseconds(1), "ms");
  show("idle: resident", residentMegabytes(), "MB");

  Samples frames;
  trace::Totals totals;
  QObject::connect(&window.page().runs(), &ui::RunController::advanced, &window, [&](const ui::FramePointer& frame) {
    frames.all.push_back(application.takeBusy());
    if (frame->snapshot) totals = frame->snapshot->totals;
  });
  window.startRun();
  Samples busy = latencies(seconds);
  const auto count = static_cast<double>(seconds.count());
  show("busy: latency p99", busy.milliseconds(0.99), "ms");
  show("busy: latency worst", busy.milliseconds(1), "ms");
  show("busy: frames", static_cast<double>(frames.all.size()) / count, "/s");
  show("busy: work per frame, median", frames.milliseconds(0.5), "ms");
  show("busy: work per frame, p99", frames.milliseconds(0.99), "ms");
  show("busy: events recorded", static_cast<double>(totals.recorded) / count, "/s");
  show("busy: events dropped", static_cast<double>(totals.dropped), "");
  show("busy: resident", residentMegabytes(), "MB");
  return 0;
}
