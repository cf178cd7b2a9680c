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

bool isThread(const model::Snapshot& snapshot, trace::ObjectId object) {
  const model::ObjectView* view = snapshot.object(object);
  return view != nullptr && view->kind == trace::ObjectKind::thread;
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

bool overlap(const WaitLayout& layout) {
  std::vector<QRectF> boxes;
  for (const auto& [thread, box] : layout.threads) boxes.push_back(box);
  for (const auto& [object, box] : layout.objects) boxes.push_back(box);
  for (auto one = boxes.begin(); one != boxes.end(); ++one) {
    if (std::any_of(std::next(one), boxes.end(), [&](const QRectF& other) { return one->intersects(other); })) {
      return true;
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

constexpr double roomForArrows = 20;

/// Half an axis of the inner ring: half of the outer one's, but less where the nodes of both would touch.
double innerReach(double outer, double threadSize, double objectSize) {
  const double free = outer - (threadSize + objectSize) / 2 - roomForArrows;
  return std::max(objectSize * 0.6, std::min(outer * 0.55, free));
}

/// The places of the inner ring, in order, turned by `shift` shares of the distance between two.
std::vector<QPointF> objectPlaces(std::size_t objects, std::size_t threads, const QRectF& area, const QSizeF& thread,
                                  const QSizeF& object, double start, double shift) {
  if (objects == 1 && threads != 1) return {area.center()};
  const QSizeF outer((area.width() - thread.width()) / 2, (area.height() - thread.height()) / 2);
  const double x = innerReach(outer.width(), thread.width(), object.width());
  // Two threads leave the top and the bottom free.
  const double y = threads <= 2 ? outer.height() : innerReach(outer.height(), thread.height(), object.height());
  const QRectF ring = around(area.center(), QSizeF(2 * x, 2 * y));
  std::vector<QPointF> places;
  for (std::size_t i = 0; i < objects; ++i) places.push_back(onRing(ring, i, objects, start, shift));
  return places;
}

/// A way to give places of a ring to objects: the i-th object stands at place shift + i, or shift - i.
struct Turn {
  std::size_t shift = 0;
  bool mirrored = false;

  std::size_t place(std::size_t object, std::size_t count) const {
    return (mirrored ? shift + count - object : shift + object) % count;
  }
};

std::map<trace::ObjectId, QRectF> placed(const std::vector<trace::ObjectId>& objects,
                                         const std::vector<QPointF>& places, const Turn& turn, const QSizeF& size) {
  std::map<trace::ObjectId, QRectF> boxes;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    boxes[objects[i]] = around(places[turn.place(i, places.size())], size);
  }
  return boxes;
}

bool passesThrough(const QLineF& line, const QRectF& box) {
  const QLineF diagonals[] = {{box.topLeft(), box.bottomRight()}, {box.topRight(), box.bottomLeft()}};
  return std::any_of(std::begin(diagonals), std::end(diagonals), [&](const QLineF& diagonal) {
    return line.intersects(diagonal, nullptr) == QLineF::BoundedIntersection;
  });
}

template <class Boxes>
std::ptrdiff_t inTheWay(const QLineF& line, const Boxes& boxes) {
  return std::count_if(boxes.begin(), boxes.end(), [&](const auto& node) {
    const QPointF center = node.second.center();
    return center != line.p1() && center != line.p2() && passesThrough(line, node.second);
  });
}

/// How hard a layout is to read: the length of its arrows, and more for nodes that overlap or lie in an arrow's way.
double cost(const std::vector<WaitEdge>& edges, const WaitLayout& layout) {
  constexpr double costOfHiding = 300;
  double sum = overlap(layout) ? 2 * costOfHiding : 0;
  for (const WaitEdge& edge : edges) {
    const bool joining = edge.kind == WaitEdge::Kind::joining;
    const auto from = layout.threads.find(edge.thread);
    const auto peer = layout.threads.find(edge.peer);
    const auto object = layout.objects.find(edge.object);
    if (from == layout.threads.end()) continue;
    if (joining ? peer == layout.threads.end() : object == layout.objects.end()) continue;
    const QLineF line(from->second.center(), joining ? peer->second.center() : object->second.center());
    if (!joining) sum += line.length();
    sum += costOfHiding * static_cast<double>(inTheWay(line, layout.objects) + inTheWay(line, layout.threads));
  }
  return sum;
}

struct Nodes {
  const std::vector<trace::ThreadId>& threads;
  const std::vector<trace::ObjectId>& objects;
  const std::vector<WaitEdge>& edges;
};

WaitLayout layOut(const Nodes& nodes, const QRectF& area, const QSizeF& thread, const QSizeF& object) {
  // Few threads stand left and right, where a wide dock has its room; more begin at the top.
  const double start = nodes.threads.size() <= 2 ? std::numbers::pi : -std::numbers::pi / 2;
  WaitLayout layout;
  layout.threads = placeThreads(nodes.threads, area, thread, start);
  double least = -1;
  for (const double shift : {0.5, 0.25, 0.75, 0.0}) {
    const auto places = objectPlaces(nodes.objects.size(), nodes.threads.size(), area, thread, object, start, shift);
    for (std::size_t i = 0; i < 2 * nodes.objects.size(); ++i) {
      WaitLayout turned{layout.threads, placed(nodes.objects, places, {i / 2, i % 2 == 1}, object), false};
      const double found = cost(nodes.edges, turned);
      // By more than rounding, so that equal ways do not change places.
      if (least >= 0 && found > least - 0.5) continue;
      least = found;
      layout.objects = std::move(turned.objects);
    }
  }
  return layout;
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
  using Kind = WaitEdge::Kind;
  using Holding = std::pair<trace::ObjectId, trace::ThreadId>;
  std::vector<WaitEdge> edges;
  std::set<Holding> known;
  std::set<Holding> forEver;
  for (const model::Wait& wait : snapshot.waits) {
    const bool stuck = isStuck(snapshot, wait.thread, wait.object);
    if (wait.holder && isThread(snapshot, wait.object)) {
      edges.push_back({Kind::joining, wait.thread, {}, wait.holder, stuck, !wait.forever});
      continue;
    }
    if (stuck) forEver.insert({wait.object, wait.holder});
    edges.push_back({Kind::waiting, wait.thread, wait.object, {}, stuck, !wait.forever});
    if (wait.holder && known.insert({wait.object, wait.holder}).second) {
      edges.push_back({Kind::holding, wait.holder, wait.object, {}, false, false});
    }
  }
  for (WaitEdge& edge : edges) {
    if (edge.kind == Kind::holding) edge.stuck = forEver.count({edge.object, edge.thread}) > 0;
  }
  return edges;
}

WaitLayout layOut(const std::vector<trace::ThreadId>& threads, const std::vector<trace::ObjectId>& objects,
                  const std::vector<WaitEdge>& edges, const QRectF& area, const NodeSizes& sizes) {
  const Nodes nodes{threads, objects, edges};
  WaitLayout layout = layOut(nodes, area, sizes.thread, sizes.object);
  if (!overlap(layout)) return layout;
  layout = layOut(nodes, area, sizes.letter, sizes.object);
  layout.letters_only = true;
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
