#pragma once

#include <QLineF>
#include <QRectF>
#include <map>
#include <vector>

#include "model/snapshot.h"

/// The wait-for graph as geometry: no widget, any thread.
namespace ui {

/// An arrow: from a thread to the object that it waits for, or from an object to the thread that holds it.
struct WaitEdge {
  trace::ThreadId thread;
  trace::ObjectId object;
  bool holding = false;  ///< object -> thread; otherwise thread -> object
  bool stuck = false;    ///< part of a wait that is known to last for ever
  bool may_end = false;  ///< the wait has a time-out

  bool operator==(const WaitEdge&) const = default;
};

/// Every arrow once: waits in the order of the snapshot, each followed by its holding if that is new.
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

/// Threads on an outer ring, objects on an inner one between them, in the order of their ids: the same nodes always
/// stand at the same places. Ids are sorted and unique.
WaitLayout layOut(const std::vector<trace::ThreadId>& threads, const std::vector<trace::ObjectId>& objects,
                  const QRectF& area, const NodeSizes& sizes);

/// From the edge of a node to the edge of another, moved `aside` pixels to the right of its direction. Threads are
/// boxes, objects ellipses.
enum class Outline { box, ellipse };
QLineF arrow(const QRectF& from, Outline fromOutline, const QRectF& to, Outline toOutline, double aside);

}  // namespace ui
