#pragma once

#include <QString>
#include <optional>
#include <set>

#include "model/snapshot.h"
#include "ui/timeline_geometry.h"
#include "ui/timeline_painter.h"
#include "ui/timeline_selection.h"

class QFontMetrics;
class QPainter;

/// Everything of the timeline but the bars. Each function draws one part, in the painter's font; none keeps anything.
/// GUI thread only.
namespace ui::timeline {

struct Scene {
  const model::Snapshot& snapshot;
  Layout layout;
  Rows rows;
  Axis axis;  ///< on the plot
  Selection selection;
  std::optional<Range> measured;
  bool focused = false;
  QString sentence;
};

/// Under the bars: stripes of the lanes, the chosen lane, lines at the ticks.
void drawGround(QPainter& painter, const Scene& scene, const Scale& scale);
void drawAxis(QPainter& painter, const Scene& scene, const Scale& scale);
/// A badge with the thread's letter, and its name.
void drawNames(QPainter& painter, const Scene& scene);
/// Wake-ups, from releaser to released, thinned where they are many; those of the chosen lane stand out, or all while
/// they are few.
void drawArrows(QPainter& painter, const Scene& scene);
/// What is waited for, on waits that are wide enough.
void drawLabels(QPainter& painter, const Scene& scene, const std::set<WideWait>& waits);
/// A frame around the chosen slice.
void drawSelection(QPainter& painter, const Scene& scene);
void drawMeasure(QPainter& painter, const Scene& scene);
void drawSentence(QPainter& painter, const Scene& scene);

/// Ticks with labels that have room between them.
Scale scaleFor(const Axis& axis, const QFontMetrics& metrics);
/// Of the longest name with its badge, in pixels.
int nameWidth(const model::Snapshot& snapshot, const QFontMetrics& metrics);
enum class Weight : std::uint8_t { faint, strong };
/// One wake-up, as it is drawn; also for a legend. Requires from.x() == to.x().
void drawArrow(QPainter& painter, QPointF from, QPointF to, Weight weight);

}  // namespace ui::timeline
