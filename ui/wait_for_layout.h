#pragma once

#include <QLineF>
#include <QRectF>
#include <map>
#include <vector>

#include "model/snapshot.h"

/// The wait-for graph as geometry: no widget, any thread.
namespace ui {

/// An arrow of the graph.
struct WaitEdge {
  enum class Kind {
    waiting,  ///< thread -> object that it waits for
    holding,  ///< object -> thread that holds it
    joining,  ///< thread -> `peer`, whose end it waits for
  };

  Kind kind = Kind::waiting;
  trace::ThreadId thread;
  trace::ObjectId object;  ///< none when joining
  trace::ThreadId peer;    ///< when joining
  bool stuck = false;      ///< part of a wait that is known to last for ever
  bool mayEnd = false;     ///< the wait has a time-out

  bool operator==(const WaitEdge&) const = default;
};

/// Every arrow once: waits in the order of the snapshot, each followed by its holding if that is new. Waiting for the
/// end of a thread is an arrow to that thread.
std::vector<WaitEdge> waitEdges(const model::Snapshot& snapshot);

/// What stands in the nodes; the first that has room.
enum class WaitLabels {
  names,
  letters,   ///< of threads; objects are named
  shortest,  ///< objects without their kind, too
};

struct NodeSizes {
  QSizeF thread;       ///< with its name
  QSizeF letter;       ///< a thread's letter alone
  QSizeF object;       ///< with its kind and name
  QSizeF shortObject;  ///< with its name alone
};

/// Threads that wait for the same, too many for one column: a frame around them, and one arrow for all.
struct WaitCrowd {
  std::vector<trace::ThreadId> threads;
  WaitEdge wait;  ///< of the first of them; the others differ in `thread` alone
  QRectF frame;

  /// Whether the crowd's arrow stands for this one.
  bool speaksFor(const WaitEdge& edge) const;
};

struct WaitLayout {
  std::map<trace::ThreadId, QRectF> threads;
  std::map<trace::ObjectId, QRectF> objects;
  std::vector<WaitCrowd> crowds;
  QSizeF extent;  ///< from the area's corner; larger than the area if there is too little room
  WaitLabels labels = WaitLabels::names;
};

/// Each thread waits for one thing at most, and each object has one holder at most, so that every connected part is a
/// ring or one node that trees hang on. A ring is a loop, its first thread at the left; what waits for it stands
/// outside, left and right. The parts stand side by side. Nothing overlaps, whatever the room; equal nodes and edges
/// always stand at the same places. Ids are sorted and unique; of several edges that leave a node the first one counts.
/// O((nodes + edges) * log(nodes)) but for very long chains.
WaitLayout layOut(const std::vector<trace::ThreadId>& threads, const std::vector<trace::ObjectId>& objects,
                  const std::vector<WaitEdge>& edges, const QRectF& area, const NodeSizes& sizes);

/// From the edge of a node to the edge of another, moved `aside` pixels to the right of its direction. Threads are
/// boxes, objects pills: as wide as high at least, with round ends.
enum class Outline { box, pill };
QLineF arrow(const QRectF& from, Outline fromOutline, const QRectF& to, Outline toOutline, double aside);

}  // namespace ui
