#include "ui/wait_for_layout.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <ranges>
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

constexpr double roomForArrow = 24;
constexpr double ringGap = 16;
constexpr double rowGap = 4;
constexpr double frameGap = 5;
constexpr double partGap = 20;
constexpr double mostSpread = 1.5;
constexpr double mostOfWidth = 0.5;  // for a crowd

/// A thread's index, or the number of threads and an object's index.
using Node = std::size_t;
constexpr Node nothing = static_cast<Node>(-1);

/// Nodes that stand together, from (0, 0) to `size`.
struct Block {
  std::vector<std::pair<Node, QRectF>> boxes;
  std::vector<std::vector<Node>> crowds;
  QSizeF size{0, 0};

  void add(const Block& other, double x, double y) {
    for (const auto& [node, box] : other.boxes) boxes.emplace_back(node, box.translated(x, y));
    crowds.insert(crowds.end(), other.crowds.begin(), other.crowds.end());
    size = size.expandedTo(other.size + QSizeF(x, y));
  }
};

Block mirrored(Block block) {
  for (auto& [node, box] : block.boxes) box.moveLeft(block.size.width() - box.right());
  return block;
}

Block beside(const std::vector<Block>& blocks, double gap) {
  Block row;
  double height = 0;
  for (const Block& block : blocks) height = std::max(height, block.size.height());
  for (const Block& block : blocks) {
    if (block.boxes.empty()) continue;
    row.add(block, row.boxes.empty() ? 0 : row.size.width() + gap, (height - block.size.height()) / 2);
  }
  return row;
}

/// `flush`: 0.5 in the middle, 1 to the right.
Block stacked(const std::vector<Block>& blocks, double gap, double flush) {
  Block column;
  double width = 0;
  for (const Block& block : blocks) width = std::max(width, block.size.width());
  for (const Block& block : blocks) {
    column.add(block, (width - block.size.width()) * flush, column.boxes.empty() ? 0 : column.size.height() + gap);
  }
  return column;
}

/// What waits for a node: threads that nobody waits for in their turn, and all others.
struct Hanging {
  std::vector<Node> leaves;
  std::vector<Node> trees;
};

/// A first or a second half of each.
Hanging half(const Hanging& all, bool second) {
  const auto part = [second](const std::vector<Node>& nodes) {
    const auto middle = nodes.begin() + static_cast<std::ptrdiff_t>((nodes.size() + 1) / 2);
    return second ? std::vector<Node>(middle, nodes.end()) : std::vector<Node>(nodes.begin(), middle);
  };
  return {part(all.leaves), part(all.trees)};
}

/// Who waits for whom, without places.
class Structure {
 public:
  Structure(const std::vector<trace::ThreadId>& threads, const std::vector<trace::ObjectId>& objects,
            const std::vector<WaitEdge>& edges)
      : threads_(threads), objects_(objects), next_(threads.size() + objects.size(), nothing), hanging_(next_.size()) {
    for (const WaitEdge& edge : edges) follow(edge);
    const std::vector<bool> inRing = findRings();
    std::vector<bool> waitedFor(next_.size());
    for (const Node node : next_) {
      if (node != nothing) waitedFor[node] = true;
    }
    for (Node node = 0; node < next_.size(); ++node) {
      if (inRing[node]) continue;
      Hanging& there = hanging_[next_[node]];
      (isThread(node) && !waitedFor[node] ? there.leaves : there.trees).push_back(node);
    }
  }

  bool isThread(Node node) const { return node < threads_.size(); }
  trace::ThreadId thread(Node node) const { return threads_[node]; }
  trace::ObjectId object(Node node) const { return objects_[node - threads_.size()]; }
  const Hanging& hanging(Node node) const { return hanging_[node]; }
  /// What everything hangs on: rings in the direction of waiting, and nodes that wait for nothing. Longest first.
  const std::vector<std::vector<Node>>& rings() const { return rings_; }
  WaitEdge wait(Node node) const {
    const Node next = next_[node];
    if (isThread(next)) return {WaitEdge::Kind::joining, thread(node), {}, thread(next), false, false};
    return {WaitEdge::Kind::waiting, thread(node), object(next), {}, false, false};
  }

 private:
  template <class Id>
  static Node position(const std::vector<Id>& ids, Id id) {
    const auto found = std::lower_bound(ids.begin(), ids.end(), id);
    return found != ids.end() && *found == id ? static_cast<Node>(found - ids.begin()) : nothing;
  }

  void follow(const WaitEdge& edge) {
    const bool joining = edge.kind == WaitEdge::Kind::joining;
    Node from = position(threads_, edge.thread);
    Node to = joining ? position(threads_, edge.peer) : position(objects_, edge.object);
    if (from == nothing || to == nothing) return;
    if (!joining) to += threads_.size();
    if (from == to) return;
    if (edge.kind == WaitEdge::Kind::holding) std::swap(from, to);
    if (next_[from] == nothing) next_[from] = to;
  }

  std::vector<bool> findRings() {
    std::vector<bool> inRing(next_.size());
    std::vector<Node> seenFrom(next_.size(), nothing);
    for (Node start = 0; start < next_.size(); ++start) {
      Node node = start;
      for (; node != nothing && seenFrom[node] == nothing; node = next_[node]) seenFrom[node] = start;
      if (next_[start] == nothing) {
        rings_.push_back({start});
      } else if (node != nothing && seenFrom[node] == start) {
        rings_.push_back({node});
        for (Node other = next_[node]; other != node; other = next_[other]) rings_.back().push_back(other);
        std::ranges::rotate(rings_.back(), std::ranges::min_element(rings_.back()));
      }
    }
    for (const auto& ring : rings_) {
      for (const Node node : ring) inRing[node] = true;
    }
    std::ranges::stable_sort(rings_, std::ranges::greater{}, &std::vector<Node>::size);
    return inRing;
  }

  const std::vector<trace::ThreadId>& threads_;
  const std::vector<trace::ObjectId>& objects_;
  std::vector<Node> next_;
  std::vector<Hanging> hanging_;
  std::vector<std::vector<Node>> rings_;
};

/// A structure with places for nodes of these sizes.
class Picture {
 public:
  Picture(const Structure& structure, const QRectF& area, const QSizeF& thread, const QSizeF& object)
      : structure_(structure), area_(area), thread_(thread), object_(object) {
    std::vector<Block> shelves;
    for (const auto& ring : structure.rings()) {
      const Block part = around(ring);
      if (!shelves.empty() && shelves.back().size.width() + partGap + part.size.width() <= area.width()) {
        shelves.back() = beside({shelves.back(), part}, partGap);
      } else {
        shelves.push_back(part);
      }
    }
    all_ = stacked(shelves, partGap, 0.5);
  }

  bool fits() const { return all_.size.width() <= area_.width() && all_.size.height() <= area_.height(); }

  /// In the middle of the area, and spread over it a little.
  WaitLayout layout() const {
    const auto spread = [](double room, double size) {
      return std::clamp(room / std::max(size, 1.0), 1.0, mostSpread);
    };
    const double x = spread(area_.width(), all_.size.width());
    const double y = spread(area_.height(), all_.size.height());
    WaitLayout layout;
    layout.extent = {all_.size.width() * x, all_.size.height() * y};
    const QPointF corner = area_.topLeft() + QPointF(std::max(0.0, area_.width() - layout.extent.width()) / 2,
                                                     std::max(0.0, area_.height() - layout.extent.height()) / 2);
    for (auto [node, box] : all_.boxes) {
      box.moveCenter(corner + QPointF(box.center().x() * x, box.center().y() * y));
      structure_.isThread(node) ? layout.threads[structure_.thread(node)] = box
                                : layout.objects[structure_.object(node)] = box;
    }
    for (const auto& nodes : all_.crowds) layout.crowds.push_back(crowdOf(nodes, layout));
    return layout;
  }

 private:
  WaitCrowd crowdOf(const std::vector<Node>& nodes, const WaitLayout& layout) const {
    WaitCrowd crowd;
    crowd.wait = structure_.wait(nodes.front());
    for (const Node node : nodes) {
      crowd.threads.push_back(structure_.thread(node));
      crowd.frame |= layout.threads.at(crowd.threads.back());
    }
    crowd.frame.adjust(-frameGap, -frameGap, frameGap, frameGap);
    return crowd;
  }

  const QSizeF& size(Node node) const { return structure_.isThread(node) ? thread_ : object_; }
  Block single(Node node) const { return {{{node, QRectF(QPointF(), size(node))}}, {}, size(node)}; }
  Block row(const std::vector<Node>& nodes) const {
    std::vector<Block> blocks;
    for (const Node node : nodes) blocks.push_back(single(node));
    return beside(blocks, roomForArrow);
  }

  /// How many columns `leaves` need beside `trees` that stand above or below them.
  std::size_t columns(std::size_t leaves, std::size_t trees) const {
    const auto count = [](double room, double size) {
      return static_cast<std::size_t>(std::max(1.0, std::floor((room + rowGap) / (size + rowGap))));
    };
    const double taken = static_cast<double>(trees) * (thread_.height() + rowGap);
    const std::size_t rows = count(area_.height() - taken, thread_.height());
    return std::min((leaves + rows - 1) / rows, count(area_.width() * mostOfWidth, thread_.width()));
  }

  Block grid(const std::vector<Node>& leaves, std::size_t columns) const {
    Block block;
    if (leaves.empty()) return block;
    const std::size_t rows = (leaves.size() + columns - 1) / columns;
    const double frame = rows < leaves.size() && columns > 1 ? frameGap : 0;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      const std::size_t column = i / rows;
      const std::size_t row = i % rows;
      const auto x = static_cast<double>(column) * (thread_.width() + rowGap);
      const auto y = static_cast<double>(row) * (thread_.height() + rowGap);
      block.add(single(leaves[i]), frame + x, frame + y);
    }
    block.size += QSizeF(frame, frame);
    if (frame > 0) block.crowds.push_back(leaves);
    return block;
  }

  /// What hangs on the nodes of one side, from above to below.
  Block side(const std::vector<Hanging>& parts) const {
    std::size_t leaves = 0;
    std::size_t trees = 0;
    for (const Hanging& part : parts) {
      leaves += part.leaves.size();
      trees += part.trees.size();
    }
    std::vector<Block> blocks;
    for (const Hanging& part : parts) {
      for (const Node tree : part.trees) {
        blocks.push_back(beside({side({structure_.hanging(tree)}), single(tree)}, roomForArrow));
      }
      if (!part.leaves.empty()) blocks.push_back(grid(part.leaves, columns(leaves, trees)));
    }
    return stacked(blocks, rowGap, 1);
  }

  /// The ring with all that hangs on it. Its first node is at the left, the one opposite at the right; what hangs on
  /// those between them is shared out to both sides.
  Block around(const std::vector<Node>& ring) const {
    if (ring.size() == 1) {
      const Hanging& all = structure_.hanging(ring[0]);
      return beside({side({half(all, false)}), single(ring[0]), mirrored(side({half(all, true)}))}, roomForArrow);
    }
    const auto opposite = ring.begin() + static_cast<std::ptrdiff_t>((ring.size() + 1) / 2);
    const std::vector<Node> above(ring.begin() + 1, opposite);
    const std::vector<Node> below(std::make_reverse_iterator(ring.end()), std::make_reverse_iterator(opposite + 1));
    const auto hanging = [&](Node own, bool right) {
      std::vector<Hanging> parts;
      for (const Node node : above) parts.push_back(half(structure_.hanging(node), right));
      parts.push_back(structure_.hanging(own));
      for (const Node node : below) parts.push_back(half(structure_.hanging(node), right));
      return side(parts);
    };
    return beside({hanging(ring[0], false), loop(ring[0], above, *opposite, below), mirrored(hanging(*opposite, true))},
                  roomForArrow);
  }

  Block loop(Node left, const std::vector<Node>& above, Node right, const std::vector<Node>& below) const {
    const Block upper = row(above);
    const Block lower = row(below);
    const double inner = std::max({upper.size.width(), lower.size.width(), 2 * roomForArrow});
    const double middle = above.empty() ? 0 : upper.size.height() + ringGap;
    const double height = std::max(size(left).height(), size(right).height());
    Block block;
    block.add(single(left), 0, middle + (height - size(left).height()) / 2);
    block.add(upper, size(left).width() + (inner - upper.size.width()) / 2, 0);
    block.add(single(right), size(left).width() + inner, middle + (height - size(right).height()) / 2);
    if (below.empty()) return block;
    block.add(lower, size(left).width() + (inner - lower.size.width()) / 2, middle + height + ringGap);
    return block;
  }

  const Structure& structure_;
  QRectF area_;
  QSizeF thread_;
  QSizeF object_;
  Block all_;
};

/// By how much `way` must be multiplied to lead from a pill's centre to its edge.
double reachOfPill(const QSizeF& size, const QPointF& way) {
  const double radius = size.height() / 2;
  const double straight = std::max(0.0, size.width() / 2 - radius);
  const double x = std::abs(way.x());
  const double y = std::abs(way.y());
  if (y > 0 && x * radius <= y * straight) return radius / y;
  const double length = x * x + y * y;
  const double within = x * straight;
  return (within + std::sqrt(within * within - length * (straight * straight - radius * radius))) / length;
}

/// Where the line from a node's centre towards `to` leaves it.
QPointF leaving(const QRectF& node, Outline outline, const QPointF& to) {
  const QPointF way = to - node.center();
  if (way.manhattanLength() < 1e-9) return node.center();
  if (outline == Outline::pill) return node.center() + way * reachOfPill(node.size(), way);
  const double x = std::abs(way.x()) / std::max(1e-9, node.width() / 2);
  const double y = std::abs(way.y()) / std::max(1e-9, node.height() / 2);
  return node.center() + way / std::max(x, y);
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

bool WaitCrowd::speaksFor(const WaitEdge& edge) const {
  return edge.kind == wait.kind && edge.object == wait.object && edge.peer == wait.peer &&
         std::ranges::find(threads, edge.thread) != threads.end();
}

WaitLayout layOut(const std::vector<trace::ThreadId>& threads, const std::vector<trace::ObjectId>& objects,
                  const std::vector<WaitEdge>& edges, const QRectF& area, const NodeSizes& sizes) {
  const Structure structure(threads, objects, edges);
  const Picture named(structure, area, sizes.thread, sizes.object);
  if (named.fits()) return named.layout();
  const Picture lettered(structure, area, sizes.letter, sizes.object);
  const Picture shortest(structure, area, sizes.letter, sizes.shortObject);
  WaitLayout layout = lettered.fits() ? lettered.layout() : shortest.layout();
  layout.labels = lettered.fits() ? WaitLabels::letters : WaitLabels::shortest;
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
