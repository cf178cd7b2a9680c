#include <QTest>

#include "model/causal_order.h"

using model::CausalOrder;
using trace::Event;
using trace::EventKind;
using trace::ObjectKind;

namespace {

constexpr trace::ThreadId one{1};
constexpr trace::ThreadId other{2};
constexpr trace::ObjectId lock{1};
constexpr trace::ObjectId counter{2};
constexpr trace::ObjectId gauge{3};

class Order {
 public:
  Order() {
    order.add({.id = lock, .kind = ObjectKind::lock, .name = {}, .path = {}});
    order.add({.id = counter, .kind = ObjectKind::variable, .name = {}, .path = {}});
    order.add({.id = gauge, .kind = ObjectKind::gauge, .name = {}, .path = {}});
  }

  void comes(trace::ThreadId thread, trace::ObjectId object, std::uint32_t sequence,
             EventKind kind = EventKind::acquired) {
    const Event event{.thread = thread, .object = object, .sequence = sequence, .kind = kind};
    order.apply(event, [this](const Event& due) { passed += name(due); });
  }

  static QString name(const Event& event) { return QString("%1:%2 ").arg(event.object.value).arg(event.sequence); }

  CausalOrder order;
  QString passed;
};

}  // namespace

class TestCausalOrder : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void what_comes_in_order_is_passed_at_once() {
    Order order;
    order.comes(one, lock, 1);
    order.comes(other, counter, 1);
    order.comes(other, lock, 2);
    QCOMPARE(order.passed, QString("1:1 2:1 1:2 "));
    QCOMPARE(order.order.held_back(), std::size_t{0});
  }

  void what_comes_too_early_is_held_back_with_all_that_its_thread_did_after_it() {
    Order order;
    order.comes(one, lock, 2);
    order.comes(one, counter, 1);
    QCOMPARE(order.passed, QString());
    QCOMPARE(order.order.held_back(), std::size_t{2});
    order.comes(other, lock, 1);
    QCOMPARE(order.passed, QString("1:1 1:2 2:1 "));
    QCOMPARE(order.order.held_back(), std::size_t{0});
  }

  void one_that_was_held_back_may_let_another_one_go_on() {
    Order order;
    order.comes(one, lock, 2);
    order.comes(one, counter, 1);
    order.comes(other, counter, 2);
    order.comes(trace::ThreadId{3}, lock, 1);
    QCOMPARE(order.passed, QString("1:1 1:2 2:1 2:2 "));
  }

  void what_orders_nothing_is_left_out() {
    Order order;
    order.comes(one, gauge, 7, EventKind::measured);
    order.comes(one, {}, 0, EventKind::printed);
    order.comes(one, lock, 0, EventKind::reached);
    QCOMPARE(order.passed, QString());
    QCOMPARE(order.order.held_back(), std::size_t{0});
  }

  void the_start_of_a_thread_that_nobody_watched_starting_is_passed() {
    Order order;
    order.comes(one, {}, 0, EventKind::thread_started);
    QCOMPARE(order.passed, QString("0:0 "));
  }

  void what_is_held_back_can_be_forgotten() {
    Order order;
    order.comes(one, lock, 2);
    order.order.forget_held_back();
    QCOMPARE(order.order.held_back(), std::size_t{0});
  }
};

QTEST_APPLESS_MAIN(TestCausalOrder)
#include "tst_causal_order.moc"
