#include "course/lesson.h"

#include <memory>
#include <optional>
#include <string>

#include "course/stage.h"
#include "lessons/crew.h"
#include "threading/event.h"
#include "threading/lock.h"
#include "threading/queue.h"
#include "threading/sleep.h"
#include "threading/thread.h"
#include "threading/with.h"

namespace lessons {
namespace {

using namespace std::chrono_literals;

using Record = std::optional<int>;
constexpr Record no_more = std::nullopt;  // the sentinel

/// Takes one write at a time, and as long for a few records as for one.
class Disk {
 public:
  explicit Disk(course::Stage& stage, trace::Source source = trace::Source::here())
      : stage_(stage) {
    stage_.gauge("workers at the disk").set(0, source);
  }

  void write(std::int64_t records = 1, trace::Source source = trace::Source::here()) {
    const std::string who = threading::current_thread().name();
    const bool is_writer = who == "writer";
    const course::Inside here(
        stage_.gauge(is_writer ? "writer at the disk" : "workers at the disk"), source);
    const threading::With<threading::Lock> turn(lock_, source);
    threading::sleep_for(stage_.duration("disk-delay"), source);
    stage_.print(who, "has written", records, records == 1 ? "record" : "records");
    stage_.gauge("written").add(records, source);
    stage_.gauge("not written yet").add(-records, source);
  }

 private:
  course::Stage& stage_;
  threading::Lock lock_{"disk"};
};

/// What a worker is there for; it has a record to keep afterwards.
int work(course::Stage& stage, int worker,
         trace::Source source = trace::Source::here()) {
  threading::sleep_for(std::chrono::nanoseconds(1s) / stage.integer("rate"), source);
  stage.gauge("work done").add(1, source);
  stage.gauge("not written yet").add(1, source);
  return worker;
}

std::int64_t each(const course::Stage& stage) { return stage.integer("records"); }
std::int64_t crew(const course::Stage& stage) { return stage.integer("workers"); }

//! [every-worker]
void every_worker(course::Stage& stage) {
  Disk disk(stage);
  Crew workers("worker", crew(stage), [&](int number) {
    for (int n = 1; n <= each(stage); ++n) {
      work(stage, number);
      disk.write();  // takes as long as the disk does, and waits for the others
    }
  });
  workers.join();
}
//! [every-worker]

/// What a daemon needs, which may outlive the function that made it.
struct Log {
  Log(course::Stage& stage, trace::Source source) : disk(stage, source) {}

  threading::Queue<int> records{0, "records"};
  Disk disk;
};

std::shared_ptr<Log> make_log(course::Stage& stage,
                              trace::Source source = trace::Source::here()) {
  return std::make_shared<Log>(stage, source);
}

//! [daemon]
void daemon_writer(course::Stage& stage) {
  const auto log = make_log(stage);  // the writer may outlive this
  threading::Thread writer({.name = "writer", .daemon = true}, [log] {
    for (;;) {
      log->records.get();
      log->disk.write();
    }
  });
  writer.start();
  Crew workers("worker", crew(stage), [&](int number) {
    for (int n = 1; n <= each(stage); ++n) log->records.put(work(stage, number));
  });
  workers.join();
}  // the program ends, and the daemon with it
//! [daemon]

//! [drained]
void drained(course::Stage& stage) {
  Disk disk(stage);
  threading::Queue<Record> records{0, "records"};
  Crew writer("writer", 1, [&](int) {
    while (records.get()) disk.write();
  });
  Crew workers("worker", crew(stage), [&](int number) {
    for (int n = 1; n <= each(stage); ++n) records.put(work(stage, number));
  });
  workers.join();
  records.put(no_more);  // behind the last record
  writer.join();         // until that is written
}
//! [drained]

//! [periodic]
void periodic(course::Stage& stage) {
  Disk disk(stage);
  threading::Queue<int> records{0, "records"};
  threading::Event over{"over"};
  const auto flush = [&] {
    std::int64_t batch = 0;
    for (; !records.empty(); ++batch) records.get();
    if (batch > 0) disk.write(batch);
  };
  Crew writer("writer", 1, [&](int) {
    while (!over.wait(stage.duration("period"))) flush();
    flush();  // what came after the last period
  });
  Crew workers("worker", crew(stage), [&](int number) {
    for (int n = 1; n <= each(stage); ++n) records.put(work(stage, number));
  });
  workers.join();
  over.set();
  writer.join();
}
//! [periodic]

std::int64_t all_records(const course::Facts& facts) {
  return facts.setting("workers") * facts.setting("records");
}
std::int64_t nobody(const course::Facts&) { return 0; }

}  // namespace

course::Lesson background_service() {
  using Kind = course::Variant::Kind;
  using Sweep = course::Sweep;
  return {
      .title = "Background service",
      .summary = "One thread beside all others writes down what they report.",
      .parameters =
          {
              explained(course::integer("workers", "Workers", 1, 16, 4),
                        "How many threads do the work."),
              explained(course::integer("records", "Records", 1, 200, 30),
                        "How many records each worker makes, one after each piece of "
                        "work.",
                        "per worker"),
              at_once(explained(course::integer("rate", "Record rate", 1, 500, 10),
                                "How many pieces of work a worker does in a second if "
                                "nothing holds it up.",
                                "/s")),
              at_once(explained(
                  course::duration("disk-delay", "Disk delay", 0ms, 500ms, 50ms),
                  "How long one write to the disk takes.")),
              at_once(explained(
                  course::duration("period", "Period", 1ms, 2s, 250ms),
                  "How often the periodic writer writes what has come meanwhile.")),
          },
      .variants =
          {
              {"every-worker", "Every worker does its own writing", Kind::broken,
               "Each worker writes its own records, and waits for the disk and for the "
               "others.",
               every_worker},
              {"daemon", "Daemon writer", Kind::broken,
               "A daemon thread writes; it is cut off when the program ends, whatever "
               "it has still to write.",
               daemon_writer},
              {"drained", "Queue and one writer", Kind::sound,
               "One thread writes; at the end a sentinel is put behind the last record "
               "and the writer is joined.",
               drained},
              {"periodic", "Periodic writer", Kind::sound,
               "The writer wakes once in each period, writes all that has come at "
               "once, "
               "and a last time at the end.",
               periodic},
          },
      .claims =
          {
              never_above("work-goes-on", "No worker ever waits for the disk.",
                          "workers at the disk", nobody),
              ends_with("all-written", "Every record is on the disk in the end.",
                        "written", all_records),
              course::never_stuck(),
          },
      .charts =
          {
              {"Records", "records", {{"work done", "made"}, {"written", "written"}}},
              {"Not written yet", "records", {{"not written yet", "not written yet"}}},
              {"At the disk",
               "threads",
               {{"workers at the disk", "workers"}, {"writer at the disk", "writer"}}},
          },
      .prediction =
          {
              "A daemon thread writes the records. The workers are faster than the "
              "disk, and the program ends when they have. What becomes of the records "
              "that are still in the queue?",
              {
                  {"The daemon writes them after the program has ended",
                   "a daemon outlives the program",
                   "A daemon thread is no process of its own: it ends with the "
                   "program, "
                   "whatever it is at."},
                  {"The program waits until the queue is empty",
                   "a program waits for its queues",
                   "A program waits for threads that are no daemons. That nobody waits "
                   "for this one is what daemon means."},
                  {"They are lost", "",
                   "The daemon is cut off where it stands, and what it has not written "
                   "is gone, without a message."},
                  {"An error tells that the writer was cut off",
                   "a thread that is cut off can say so",
                   "It gets no time to say anything, and nobody else looks. The end of "
                   "the output is simply missing."},
              },
          },
      .sweeps =
          {
              {.title = "Time against disk delay",
               .parameter = "disk-delay",
               .measure = Sweep::Measure::duration,
               .values = {"0ms", "10ms", "20ms", "30ms", "50ms"},
               .variants = {"every-worker", "drained", "periodic"}},
              {.title = "Records on the disk against disk delay",
               .parameter = "disk-delay",
               .measure = Sweep::Measure::last,
               .gauge = "written",
               .unit = "records",
               .values = {"0ms", "10ms", "20ms", "30ms", "50ms"},
               .variants = {"daemon", "drained"}},
          },
      .outcome = "written",
      .work = "work done",
      .quick_with = {{"records", "5"},
                     {"rate", "200"},
                     {"disk-delay", "5ms"},
                     {"period", "10ms"}},
      .views = {"timeline", "objects", "output"},
      .controlled = {.explored_with = {{"workers", "2"}, {"records", "1"}}},
  };
}

}  // namespace lessons
