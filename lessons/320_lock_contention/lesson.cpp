#include "course/lesson.h"

#include <array>
#include <cstddef>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/lock.h"
#include "threading/shared.h"
#include "threading/sleep.h"
#include "threading/with.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

/// One of the goods, and a lock for it, for whoever wants to lock it alone.
struct Goods {
  threading::Lock guard;
  threading::Shared<int> sold;
};

class Warehouse {
 public:
  explicit Warehouse(course::Stage& stage) : stage_(stage) {}

  Goods& any() { return goods_.at(stage_.random(goods_.size())); }
  void close(trace::Source source = trace::Source::here()) const {
    int sold = 0;
    for (const Goods& each : goods_) sold += each.sold.load(source);
    stage_.gauge("sold").set(sold, source);
  }

 private:
  course::Stage& stage_;
  std::array<Goods, 4> goods_{
      Goods{threading::Lock{"tea guard"}, threading::Shared<int>{0, "tea"}},
      Goods{threading::Lock{"rice guard"}, threading::Shared<int>{0, "rice"}},
      Goods{threading::Lock{"salt guard"}, threading::Shared<int>{0, "salt"}},
      Goods{threading::Lock{"soap guard"}, threading::Shared<int>{0, "soap"}}};
};

/// The part of an order that others must be kept out of.
void fetch(const course::Stage& stage, trace::Source source = trace::Source::here()) {
  threading::sleep_for(stage.duration("hold-time") * stage.real("share"), source);
}

/// The rest of it, which is nobody else's business.
void write_bill(const course::Stage& stage,
                trace::Source source = trace::Source::here()) {
  threading::sleep_for(stage.duration("hold-time") * (1 - stage.real("share")), source);
}

//! [coarse]
void coarse(course::Stage& stage) {
  Warehouse warehouse(stage);
  threading::Lock guard{"warehouse guard"};
  Crew clerks("clerk", stage.integer("threads"), [&](int) {
    for (int i = 0; i < stage.integer("orders"); ++i) {
      Goods& goods = warehouse.any();
      stage.gauge("waiting").add(1);
      const threading::With holding(guard);  // for the whole warehouse
      stage.gauge("waiting").add(-1);
      fetch(stage);
      goods.sold.store(goods.sold.load() + 1);
      write_bill(stage);
      stage.gauge("orders done").add(1);
    }
  });
  clerks.join();
  warehouse.close();
}
//! [coarse]

//! [fine]
void fine(course::Stage& stage) {
  Warehouse warehouse(stage);
  Crew clerks("clerk", stage.integer("threads"), [&](int) {
    for (int i = 0; i < stage.integer("orders"); ++i) {
      Goods& goods = warehouse.any();
      stage.gauge("waiting").add(1);
      const threading::With holding(goods.guard);  // for these goods only
      stage.gauge("waiting").add(-1);
      fetch(stage);
      goods.sold.store(goods.sold.load() + 1);
      write_bill(stage);
      stage.gauge("orders done").add(1);
    }
  });
  clerks.join();
  warehouse.close();
}
//! [fine]

//! [work-outside]
void work_outside(course::Stage& stage) {
  Warehouse warehouse(stage);
  threading::Lock guard{"warehouse guard"};
  Crew clerks("clerk", stage.integer("threads"), [&](int) {
    for (int i = 0; i < stage.integer("orders"); ++i) {
      Goods& goods = warehouse.any();
      stage.gauge("waiting").add(1);
      {
        const threading::With holding(guard);  // for the whole warehouse, but briefly
        stage.gauge("waiting").add(-1);
        fetch(stage);
        goods.sold.store(goods.sold.load() + 1);
      }
      write_bill(stage);
      stage.gauge("orders done").add(1);
    }
  });
  clerks.join();
  warehouse.close();
}
//! [work-outside]

std::int64_t all_orders(const course::Facts& facts) {
  return facts.setting("threads") * facts.setting("orders");
}

}  // namespace

course::Lesson lock_contention() {
  using Kind = course::Variant::Kind;
  using Line = course::Chart::Line::Measure;
  using Measure = course::Sweep::Measure;
  return {
      .title = "Lock contention",
      .summary = "Correct, but slow: the threads spend their time waiting for a lock.",
      .parameters =
          {
              explained(course::integer("threads", "Threads", 1, 32, 8),
                        "How many clerks work on orders at the same time."),
              explained(course::integer("orders", "Orders", 1, 200, 60),
                        "How many orders each clerk works on.", "per clerk"),
              at_once(explained(
                  course::duration("hold-time", "Hold time", 0ms, 100ms, 10ms),
                  "How long an order takes; a variant that keeps all of it "
                  "inside holds its lock for so long.")),
              at_once(explained(course::real("share", "Share inside", 0, 1, 0.2),
                                "How much of this time really needs the lock.")),
          },
      .variants =
          {
              {"coarse", "Coarse", Kind::design,
               "One lock for the whole warehouse, held while an order is worked on.",
               coarse},
              {"fine", "Fine", Kind::design,
               "A lock for each of the four goods: only clerks that want the same "
               "wait.",
               fine},
              {"work-outside", "Work outside", Kind::design,
               "One lock again, but held only for the part that needs it.",
               work_outside},
          },
      .claims =
          {
              ends_with("nothing-lost", "Every order is counted once.", "sold",
                        all_orders),
              course::never_stuck(),
          },
      .charts =
          {
              {"Throughput", "orders/s", {{"orders done", "orders done", Line::rate}}},
              {"Clerks", "clerks", {{"waiting", "waiting for a lock"}}},
          },
      .prediction =
          {
              "An order takes 10 ms, so one clerk does 100 in a second. Now 8 clerks "
              "work under one lock that each holds for a whole order. How many orders "
              "do they do in a second?",
              {
                  {"About 800, 8 times as many", "more threads are always faster",
                   "Seven of the eight wait at any time, since only one can hold the "
                   "lock."},
                  {"About 100, as many as one clerk", "",
                   "Whatever is inside the lock happens one after the other, however "
                   "many threads there are."},
                  {"About 200, as there are several cores",
                   "the cores decide how much runs at once",
                   "An order is mostly waiting here and needs no core. It is the lock "
                   "that lets only one at a time go on."},
                  {"Some 50: waiting threads slow down the one that works",
                   "waiting threads use the processor",
                   "A thread that is blocked uses no processor time. It is the others' "
                   "time that is lost, not the owner's."},
              },
          },
      .sweeps = {{.title = "Throughput against threads",
                  .parameter = "threads",
                  .measure = Measure::throughput,
                  .gauge = "orders done",
                  .unit = "orders",
                  .values = {"1", "2", "4", "8", "16"}},
                 {.title = "Waiting against hold time",
                  .parameter = "hold-time",
                  .measure = Measure::waiting,
                  .values = {"0ms", "1ms", "2ms", "5ms", "10ms"}},
                 {.title = "Throughput against the share inside",
                  .parameter = "share",
                  .measure = Measure::throughput,
                  .gauge = "orders done",
                  .unit = "orders",
                  .values = {"0", "0.1", "0.2", "0.5", "1"}},
                 {.title = "Waiting against threads",
                  .parameter = "threads",
                  .measure = Measure::waiting,
                  .values = {"1", "2", "4", "8", "16"}}},
      .outcome = "sold",
      .work = "orders done",
      .quick_with = {{"threads", "3"}, {"orders", "5"}, {"hold-time", "1ms"}},
      .views = {"timeline", "objects", "waits"},
      .controlled = {.explored_with = {{"threads", "2"}, {"orders", "2"}}},
  };
}

}  // namespace lessons
