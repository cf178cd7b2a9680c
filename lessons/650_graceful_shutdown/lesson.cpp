#include "course/lesson.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/event.h"
#include "threading/queue.h"
#include "threading/sleep.h"
#include "threading/thread.h"
#include "threading/thread_pool_executor.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

using Order = std::optional<int>;
using Orders = threading::Queue<Order>;
constexpr Order no_more = std::nullopt;  // the sentinel

constexpr auto glance = 100ms;

std::int64_t crew(const course::Stage& stage) { return stage.integer("workers"); }

bool computing(const course::Stage& stage) {
  return stage.choice("meanwhile") == "computing";
}

/// Ctrl+C. Of all threads it reaches main only: it wakes main if that waits, and is
/// seen at main's next step if that computes.
class Interrupt {
 public:
  explicit Interrupt(course::Stage& stage, trace::Source source = trace::Source::here())
      : stage_(stage),
        crew_(
            "ctrl-c", 1,
            [this, source](int) {
              threading::sleep_for(stage_.duration("interrupt-after"), source);
              came_.set(source);
            },
            source) {
    stage.gauge("half done").set(0, source);
  }

  void await(trace::Source source = trace::Source::here()) {
    const auto step = stage_.duration("interrupt-after") / 50;
    for (int n = 0; computing(stage_) && n < 50 && !came_.is_set(source); ++n) {
      stage_.compute(step, source);
    }
    came_.wait(source);
    crew_.join(source);
    stage_.print("main: interrupted");
  }

 private:
  course::Stage& stage_;
  threading::Event came_{"interrupt"};
  Crew crew_;
};

/// Shared, since daemons may outlive the function that made it.
std::shared_ptr<Orders> backlog(const course::Stage& stage,
                                trace::Source source = trace::Source::here()) {
  auto orders = std::make_shared<Orders>(0, "orders");
  for (int order = 1; order <= stage.integer("backlog"); ++order)
    orders->put(order, {}, source);
  return orders;
}

/// Takes the money, and some time later sends the goods.
void book(course::Stage& stage, int order,
          trace::Source source = trace::Source::here()) {
  stage.local("order", order, source);
  stage.gauge("half done").add(1, source);
  if (computing(stage)) {
    stage.compute(stage.duration("order-time"), source);
  } else {
    threading::sleep_for(stage.duration("order-time"), source);
  }
  stage.gauge("half done").add(-1, source);
  stage.gauge("sent").add(1, source);
  stage.gauge("orders accounted for").add(1, source);
  stage.print(threading::current_thread().name(), "has sent order", order);
}

void hand_back(course::Stage& stage, int order,
               trace::Source source = trace::Source::here()) {
  stage.gauge("handed back").add(1, source);
  stage.gauge("orders accounted for").add(1, source);
  stage.print("main: order", order, "is handed back");
}

/// Says what is left when main has nothing more to do.
void leave(course::Stage& stage, trace::Source source = trace::Source::here()) {
  const auto others = static_cast<std::int64_t>(threading::active_count(source)) - 1;
  stage.gauge("left running").set(others, source);
  stage.print("main: the end,", others, "threads left");
}

//! [killed]
void killed(course::Stage& stage) {
  Interrupt interrupt(stage);
  const auto orders = backlog(stage);
  for (int number = 1; number <= crew(stage); ++number) {
    const std::string name = "worker-" + std::to_string(number);
    threading::Thread worker({.name = name, .daemon = true}, [&stage, orders] {
      while (const Order order = orders->get()) book(stage, *order);
    });
    worker.start();
  }
  interrupt.await();
  leave(stage);
}  // the program ends, and the daemons with it
//! [killed]

//! [drain]
void drain(course::Stage& stage) {
  Interrupt interrupt(stage);
  const auto orders = backlog(stage);
  Crew workers("worker", crew(stage), [&](int) {
    while (const Order order = orders->get()) book(stage, *order);
  });
  interrupt.await();
  for (int n = 0; n < crew(stage); ++n) orders->put(no_more);  // behind the backlog
  workers.join();
  leave(stage);
}
//! [drain]

//! [cancel]
void cancel(course::Stage& stage) {
  Interrupt interrupt(stage);
  threading::ThreadPoolExecutor pool(
      {.max_workers = static_cast<int>(crew(stage)), .thread_name_prefix = "worker"});
  std::vector<threading::Future<void>> orders;
  for (int number = 1; number <= stage.integer("backlog"); ++number) {
    orders.push_back(pool.submit([&stage, number] { book(stage, number); }));
  }
  interrupt.await();
  pool.shutdown({.backlog = threading::Shutdown::Backlog::cancel});
  for (std::size_t at = 0; at < orders.size(); ++at) {
    if (orders[at].cancelled()) hand_back(stage, static_cast<int>(at) + 1);
  }
  leave(stage);
}
//! [cancel]

//! [stop-flag]
void stop_flag(course::Stage& stage) {
  Interrupt interrupt(stage);
  const auto orders = backlog(stage);
  threading::Event stop{"stop"};
  Crew workers("worker", crew(stage), [&](int) {
    while (!stop.is_set()) {
      try {
        book(stage, *orders->get(glance));
      } catch (const threading::Empty&) {
        continue;  // nothing to do for a while: look at the flag again
      }
    }
  });
  interrupt.await();
  stop.set();
  while (const auto busy = workers.join(stage.duration("grace"))) {
    stage.print("main:", busy, "workers are still busy");
  }
  while (!orders->empty()) hand_back(stage, *orders->get());
  leave(stage);
}
//! [stop-flag]

std::int64_t all_orders(const course::Facts& facts) { return facts.setting("backlog"); }
std::int64_t none(const course::Facts&) { return 0; }

}  // namespace

course::Lesson graceful_shutdown() {
  using Kind = course::Variant::Kind;
  using Sweep = course::Sweep;
  return {
      .title = "Graceful shutdown",
      .summary =
          "A program is told to end: nothing is lost, and nothing is left "
          "running.",
      .parameters =
          {
              explained(course::integer("workers", "Workers", 1, 16, 4),
                        "How many threads book the orders."),
              explained(course::integer("backlog", "Backlog", 1, 500, 40),
                        "How many orders there are to book.", "orders"),
              at_once(explained(
                  course::duration("order-time", "Order time", 1ms, 2s, 300ms),
                  "How long an order takes from the money to the goods.")),
              explained(
                  course::duration("interrupt-after", "Interrupt after", 1ms, 10s, 1s),
                  "When Ctrl+C is pressed, from the start of the program."),
              at_once(explained(course::duration("grace", "Grace", 1ms, 5s, 200ms),
                                "How long main waits in join() before it says that "
                                "workers are still busy, in the variant with a flag.")),
              explained(
                  course::choice("meanwhile", "Meanwhile", {"waiting", "computing"}),
                  "What main and the workers do when the interrupt comes."),
          },
      .variants =
          {
              {"killed", "Killed", Kind::broken,
               "The workers are daemons, and main just ends: they are cut off wherever "
               "they are.",
               killed},
              {"drain", "Drain", Kind::sound,
               "A sentinel for each worker goes behind the backlog: all orders are "
               "booked, then the workers end.",
               drain},
              {"cancel", "Cancel", Kind::sound,
               "The pool cancels what has not begun and finishes what has.", cancel},
              {"stop-flag", "Stop flag", Kind::sound,
               "Each worker looks at a flag between two orders; main joins with a "
               "time-out and hands back the rest.",
               stop_flag},
          },
      .claims =
          {
              ends_with("nothing-half-done",
                        "No order is left half done: paid for and not sent.",
                        "half done", none),
              ends_with("nothing-lost", "Every order is sent or handed back.",
                        "orders accounted for", all_orders),
              never_above("nothing-left-running",
                          "No thread is left running when main ends.", "left running",
                          none),
          },
      .charts =
          {
              {"Orders", "orders", {{"sent", "sent"}, {"handed back", "handed back"}}},
              {"In work", "orders", {{"half done", "half done"}}},
              // A pool is charted by the name that it gives itself: "worker pool".
              {"Backlog",
               "orders",
               {{"orders", "in the queue"}, {"worker pool", "in the pool's queue"}}},
          },
      .prediction =
          {
              "Ctrl+C comes while four daemon workers are each in the middle of an "
              "order, and main ends. What becomes of these four orders?",
              {
                  {"They are finished; only the backlog is lost",
                   "a thread finishes what it has begun",
                   "Nobody waits for a daemon. It is cut off at once, in the middle of "
                   "what it does."},
                  {"They stay half done: paid for and not sent", "",
                   "The workers are cut off between the two steps, and nobody is left "
                   "who would know of it."},
                  {"Each worker gets the interrupt and can clean up",
                   "an interrupt reaches every thread",
                   "An interrupt goes to the main thread only. The workers learn of it "
                   "if main tells them."},
                  {"They are undone, as if they had never begun",
                   "a thread that is cut off leaves no trace",
                   "What a thread has done stays done. Nothing keeps a list to undo it "
                   "by."},
              },
          },
      .sweeps =
          {
              {.title = "Time against backlog",
               .parameter = "backlog",
               .measure = Sweep::Measure::duration,
               .values = {"1", "10", "20", "40", "60"},
               .variants = {"drain", "cancel", "stop-flag"}},
              {.title = "Orders sent against backlog",
               .parameter = "backlog",
               .measure = Sweep::Measure::last,
               .gauge = "sent",
               .unit = "orders",
               .values = {"1", "10", "20", "40", "60"}},
          },
      .outcome = "orders accounted for",
      .work = "sent",
      .quick_with = {{"backlog", "60"},
                     {"order-time", "10ms"},
                     {"interrupt-after", "10ms"},
                     {"grace", "5ms"}},
      .views = {"timeline", "output", "objects"},
      .controlled = {.explored_with = {{"workers", "2"}, {"backlog", "2"}}},
  };
}

}  // namespace lessons
