#include "ui/wait_for_layout.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

namespace ui {
namespace {

bool isStuck(const model::Snapshot& snapshot, trace::ThreadId thread, trace::ObjectId object) {
  for (const model::Stuck& stuck : snapshot.stuck) {
    for (std::size_t i = 0; i < stuck.threads.size() && i < stuck.objects.size(); ++i) {
      if (stuck.threads[i] == thread && stuck.objects[i] == object) return true;
    }
  }
  return false;
}

/// Evenly spread points of an ellipse; `shift` is in shares of the distance between two.
QPointF onRing(const QRectF& ring, std::size_t index, std::size_t count, double start, double shift) {
  const double angle = start + 2 * std::numbers::pi * (static_cast<double>(index) + shift) / static_cast<double>(count);
  return ring.center() + QPointF(std::cos(angle) * ring.width() / 2, std::sin(angle) * ring.height() / 2);
}

QRectF around(const QPointF& center, const QSizeF& size) {
  return {center - QPointF(size.width() / 2, size.height() / 2), size};
}

QRectF shrunk(const QRectF& area, double horizontally, double vertically) {
  const double x = std::max(0.0, horizontally);
  const double y = std::max(0.0, vertically);
  return area.adjusted(std::min(x, area.width() / 2), std::min(y, area.height() / 2), -std::min(x, area.width() / 2),
                       -std::min(y, area.height() / 2));
}

template <class Boxes>
bool overlap(const Boxes& boxes) {
  for (auto one = boxes.begin(); one != boxes.end(); ++one) {
    for (auto other = std::next(one); other != boxes.end(); ++other) {
      if (one->second.intersects(other->second)) return true;
    }
  }
  return false;
}

std::map<trace::ThreadId, QRectF> placeThreads(const std::vector<trace::ThreadId>& threads, const QRectF& area,
                                               const QSizeF& size, double start) {
  const QRectF ring = shrunk(area, size.width() / 2, size.height() / 2);
  std::map<trace::ThreadId, QRectF> places;
  for (std::size_t i = 0; i < threads.size(); ++i) {
    places[threads[i]] = around(onRing(ring, i, threads.size(), start, 0), size);
  }
  return places;
}

std::map<trace::ObjectId, QRectF> placeObjects(const std::vector<trace::ObjectId>& objects, std::size_t threads,
                                               const QRectF& area, const QSizeF& size, double start) {
  std::map<trace::ObjectId, QRectF> places;
  if (objects.size() == 1 && threads != 1) return {{objects.front(), around(area.center(), size)}};
  // Two threads leave the top and the bottom free.
  const QRectF ring = threads <= 2 ? shrunk(area, area.width() / 4, size.height() / 2)
                                   : shrunk(area, area.width() * 0.26, area.height() * 0.26);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    places[objects[i]] = around(onRing(ring, i, objects.size(), start, 0.5), size);
  }
  return places;
}

/// Where the line from a node's centre towards `to` leaves it.
QPointF leaving(const QRectF& node, Outline outline, const QPointF& to) {
  const QPointF way = to - node.center();
  const double x = std::abs(way.x()) / std::max(1e-9, node.width() / 2);
  const double y = std::abs(way.y()) / std::max(1e-9, node.height() / 2);
  const double reach = outline == Outline::box ? std::max(x, y) : std::hypot(x, y);
  return reach < 1e-9 ? node.center() : node.center() + way / reach;
}

}  // namespace

std::vector<WaitEdge> waitEdges(const model::Snapshot& snapshot) {
  std::vector<WaitEdge> edges;
  std::set<std::pair<trace::ObjectId, trace::ThreadId>> held;
  std::set<std::pair<trace::ObjectId, trace::ThreadId>> heldForEver;
  for (const model::Wait& wait : snapshot.waits) {
    const bool stuck = isStuck(snapshot, wait.thread, wait.object);
    if (stuck) heldForEver.insert({wait.object, wait.holder});
    edges.push_back({wait.thread, wait.object, false, stuck, !wait.forever});
    if (wait.holder && held.insert({wait.object, wait.holder}).second) {
      edges.push_back({wait.holder, wait.object, true, false, false});
    }
  }
  for (WaitEdge& edge : edges) {
    if (edge.holding) edge.stuck = heldForEver.count({edge.object, edge.thread}) > 0;
  }
  return edges;
}

WaitLayout layOut(const std::vector<trace::ThreadId>& threads, const std::vector<trace::ObjectId>& objects,
                  const QRectF& area, const NodeSizes& sizes) {
  // Few threads stand left and right, where a wide dock has its room; more begin at the top.
  const double start = threads.size() <= 2 ? std::numbers::pi : -std::numbers::pi / 2;
  WaitLayout layout;
  layout.threads = placeThreads(threads, area, sizes.thread, start);
  if (overlap(layout.threads)) {
    layout.letters_only = true;
    layout.threads = placeThreads(threads, area, sizes.letter, start);
  }
  layout.objects = placeObjects(objects, threads.size(), area, sizes.object, start);
  return layout;
}

QLineF arrow(const QRectF& from, Outline fromOutline, const QRectF& to, Outline toOutline, double aside) {
  const QLineF middle(from.center(), to.center());
  if (middle.length() < 1e-9) return middle;
  const QLineF right = middle.normalVector().unitVector();
  const QPointF shift = -(right.p2() - right.p1()) * aside;
  return QLineF(leaving(from, fromOutline, to.center()), leaving(to, toOutline, from.center())).translated(shift);
}

}  // namespace ui
