#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <chrono>
#include <sstream>
#include <vector>

#include "trace/chrome_trace.h"

using namespace std::chrono_literals;
using trace::Event;
using trace::EventKind;
using trace::NameRecord;
using trace::ObjectId;
using trace::ThreadId;
using trace::Time;

namespace {

constexpr ThreadId cook{1};
constexpr ThreadId waiter{2};
constexpr ObjectId till{1};
constexpr ObjectId orders{2};

const std::vector<NameRecord> names{
    trace::ThreadName{cook, "cook", "main/0"},
    trace::ThreadName{waiter, "waiter", "main/1"},
    trace::ObjectName{till, trace::ObjectKind::lock, "till", "main#0"},
    trace::ObjectName{orders, trace::ObjectKind::queue, "", "main#1"},
    trace::Text{trace::TextId{1}, "say \"hello\""},
};

Event happened(Time time, ThreadId thread, EventKind kind, ObjectId object = {}, std::int64_t value = 0) {
  Event event;
  event.time = time;
  event.thread = thread;
  event.kind = kind;
  event.object = object;
  event.value = value;
  return event;
}

Event with_peer(Event event, ThreadId peer) {
  event.peer = peer;
  return event;
}

QJsonArray written(const std::vector<Event>& events) {
  std::ostringstream out;
  trace::write_chrome_trace(out, events, names);
  return QJsonDocument::fromJson(QByteArray::fromStdString(out.str())).object()["traceEvents"].toArray();
}

/// Those of one phase: "X" slices, "i" instants, "C" counters, "s" and "f" arrows, "M" names.
std::vector<QJsonObject> of_phase(const QJsonArray& all, const QString& phase) {
  std::vector<QJsonObject> found;
  for (const auto& value : all) {
    if (value.toObject()["ph"].toString() == phase) found.push_back(value.toObject());
  }
  return found;
}

}  // namespace

class TestChromeTrace : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void nothing_is_still_a_document() {
    std::ostringstream out;
    trace::write_chrome_trace(out, {}, {});
    QVERIFY(QJsonDocument::fromJson(QByteArray::fromStdString(out.str())).isObject());
  }

  void threads_carry_their_names() {
    QStringList found;
    for (const QJsonObject& name : of_phase(written({}), "M")) found << name["args"]["name"].toString();
    found.sort();
    QCOMPARE(found, QStringList({"ThreadLab", "cook", "waiter"}));
  }

  void a_wait_is_a_slice_with_object_holder_line_and_ending() {
    Event blocked = with_peer(happened(2us, waiter, EventKind::blocked, till, -1), cook);
    blocked.source = trace::intern({"lesson.cpp", 12});
    const auto slices = of_phase(written({blocked, happened(7500ns, waiter, EventKind::resumed, till, 1)}), "X");
    QCOMPARE(slices.size(), std::size_t{1});
    QCOMPARE(slices[0]["name"].toString(), QString("waits for till"));
    QCOMPARE(slices[0]["tid"].toInt(), 2);
    QCOMPARE(slices[0]["ts"].toDouble(), 2.0);
    QCOMPARE(slices[0]["dur"].toDouble(), 5.5);
    const QJsonObject expected{
        {"object", "till"}, {"holder", "cook"}, {"line", "lesson.cpp:12"}, {"ended", "satisfied"}};
    QCOMPARE(slices[0]["args"].toObject(), expected);
  }

  void one_who_was_woken_and_overtaken_waits_in_one_slice() {
    const auto slices = of_phase(written({happened(1us, waiter, EventKind::blocked, till, -1),
                                          with_peer(happened(2us, cook, EventKind::woke, till), waiter),
                                          happened(3us, waiter, EventKind::blocked, till, -1),
                                          happened(5us, waiter, EventKind::resumed, till, 1)}),
                                 "X");
    QCOMPARE(slices.size(), std::size_t{1});
    QCOMPARE(slices[0]["ts"].toDouble(), 1.0);
    QCOMPARE(slices[0]["dur"].toDouble(), 4.0);
  }

  void one_who_was_notified_and_overtaken_waits_for_the_lock_from_then_on() {
    const auto slices = of_phase(written({happened(1us, waiter, EventKind::blocked, till, -1),
                                          happened(3us, waiter, EventKind::blocked, orders, -1),
                                          happened(5us, waiter, EventKind::resumed, till, 1)}),
                                 "X");
    QCOMPARE(slices.size(), std::size_t{2});
    QCOMPARE(slices[0]["dur"].toDouble(), 2.0);
    QCOMPARE(slices[0]["args"]["ended"].toString(), QString("satisfied"));
    QCOMPARE(slices[1]["ts"].toDouble(), 3.0);
    QCOMPARE(slices[1]["args"]["object"].toString(), QString("queue 2"));
  }

  void a_wait_says_how_it_ended_data() {
    QTest::addColumn<int>("value");
    QTest::addColumn<QString>("ending");
    QTest::newRow("satisfied") << 1 << "satisfied";
    QTest::newRow("time-out") << 0 << "timed out";
    QTest::newRow("stop") << -1 << "taken down";
  }

  void a_wait_says_how_it_ended() {
    QFETCH(int, value);
    QFETCH(QString, ending);
    const auto slices = of_phase(
        written({happened(1us, cook, EventKind::sleeping), happened(2us, cook, EventKind::resumed, {}, value)}), "X");
    QCOMPARE(slices.size(), std::size_t{1});
    QCOMPARE(slices[0]["name"].toString(), QString("sleeps"));
    QCOMPARE(slices[0]["args"]["ended"].toString(), ending);
  }

  void a_wait_without_an_end_lasts_to_the_last_event() {
    const auto slices = of_phase(
        written({happened(1us, waiter, EventKind::blocked, till), happened(9us, cook, EventKind::released, till)}),
        "X");
    QCOMPARE(slices.size(), std::size_t{1});
    QCOMPARE(slices[0]["dur"].toDouble(), 8.0);
    QCOMPARE(slices[0]["args"]["ended"].toString(), QString("not ended"));
  }

  void items_in_a_queue_without_a_name_are_a_counter_with_one() {
    const auto points = of_phase(
        written({happened(1us, cook, EventKind::put, orders, 1), happened(2us, waiter, EventKind::got, orders, 0)}),
        "C");
    QCOMPARE(points.size(), std::size_t{2});
    QCOMPARE(points[0]["name"].toString(), QString("queue 2"));
    QCOMPARE(points[0]["args"]["value"].toInt(), 1);
    QCOMPARE(points[1]["args"]["value"].toInt(), 0);
  }

  void a_waking_is_an_arrow_from_thread_to_thread() {
    const QJsonArray all = written({happened(1us, waiter, EventKind::blocked, till),
                                    with_peer(happened(3us, cook, EventKind::woke, till), waiter),
                                    happened(4us, waiter, EventKind::resumed, till, 1)});
    const auto begins = of_phase(all, "s");
    const auto ends = of_phase(all, "f");
    QCOMPARE(begins.size(), std::size_t{1});
    QCOMPARE(ends.size(), std::size_t{1});
    QCOMPARE(begins[0]["id"], ends[0]["id"]);
    QCOMPARE(begins[0]["tid"].toInt(), 1);
    QCOMPARE(begins[0]["ts"].toDouble(), 3.0);
    QCOMPARE(ends[0]["tid"].toInt(), 2);
    QCOMPARE(ends[0]["ts"].toDouble(), 4.0);
  }

  void others_are_instants_in_words() {
    const auto instants = of_phase(
        written({happened(1us, cook, EventKind::acquired, till, 1), happened(2us, cook, EventKind::printed, {}, 1),
                 happened(3us, cook, EventKind::marked, {}, 1)}),
        "i");
    QCOMPARE(instants.size(), std::size_t{3});
    QCOMPARE(instants[0]["name"].toString(), QString("acquired till"));
    QCOMPARE(instants[1]["name"].toString(), QString("printed say \"hello\""));
    QCOMPARE(instants[2]["name"].toString(), QString("marked say \"hello\""));
  }

  void text_that_is_not_utf_8_is_still_a_document() {
    std::ostringstream out;
    const std::vector<NameRecord> broken{trace::ThreadName{cook, "\xff", "main/0"}};
    trace::write_chrome_trace(out, {}, broken);
    QVERIFY(QJsonDocument::fromJson(QByteArray::fromStdString(out.str())).isObject());
  }
};

QTEST_APPLESS_MAIN(TestChromeTrace)
#include "tst_chrome_trace.moc"
