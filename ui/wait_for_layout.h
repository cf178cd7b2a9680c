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
  bool may_end = false;    ///< the wait has a time-out

  bool operator==(const WaitEdge&) const = default;
};

/// Every arrow once: waits in the order of the snapshot, each followed by its holding if that is new. Waiting for the
/// end of a thread is an arrow to that thread.
std::vector<WaitEdge> waitEdges(const model::Snapshot& snapshot);

struct NodeSizes {
  QSizeF thread;  ///< with its name
  QSizeF letter;  ///< the letter alone, for crowds
  QSizeF object;
};

struct WaitLayout {
  std::map<trace::ThreadId, QRectF> threads;
  std::map<trace::ObjectId, QRectF> objects;
  bool letters_only = false;  ///< the names had no room
};

/// Threads on an outer ring, objects on an inner one between them, in the order of their ids; the inner ring is turned
/// and mirrored so that the arrows between them are short and pass behind no node where that can be had. Equal nodes
/// and edges always stand at the same places. Ids are sorted and unique; `edges` may be any of theirs.
/// O(objects * edges * nodes).
WaitLayout layOut(const std::vector<trace::ThreadId>& threads, const std::vector<trace::ObjectId>& objects,
                  const std::vector<WaitEdge>& edges, const QRectF& area, const NodeSizes& sizes);

/// From the edge of a node to the edge of another, moved `aside` pixels to the right of its direction. Threads are
/// boxes, objects ellipses.
enum class Outline { box, ellipse };
QLineF arrow(const QRectF& from, Outline fromOutline, const QRectF& to, Outline toOutline, double aside);

}  // namespace ui
