#pragma once

#include <QBrush>
#include <QColor>
#include <QPalette>
#include <QString>

#include "course/facts.h"
#include "model/thread_state.h"
#include "trace/ids.h"

class QApplication;

/// The program's looks, in one place: Fusion with a palette of its own, Okabe-Ito colours (Okabe and Ito 2008, safe for
/// the common forms of colour blindness), and for every colour that means something a letter and a pattern beside it.
/// GUI thread only.
namespace ui::theme {

enum class Scheme { light, dark };

Scheme scheme();
/// Sets style, palette and font size of the application; every widget repaints. `textPercent` is 80 to 200.
void apply(QApplication& application, Scheme scheme, int textPercent);

/// A thread's colour, the same in every view; the letter (A, B ... Z, A2 ...) goes with it.
QColor threadColor(trace::ThreadId thread);
QString threadLetter(trace::ThreadId thread);

/// How a state is drawn: colour and pattern together, so that it can be told apart without colour.
QBrush stateBrush(model::ThreadState state);
QColor stateColor(model::ThreadState state);

QColor verdictColor(course::Verdict verdict);
/// A sign that says the same without colour.
QString verdictSign(course::Verdict verdict);

/// Of lines that a listing has gained or lost; a sign goes with each.
QColor addedColor();
QColor removedColor();

/// The n-th line of a chart, and lines that recede (grids, axes).
QColor seriesColor(int index);
QColor gridColor();
/// Foreground and background of text panes.
QColor ink();
QColor paper();
QColor accent();
/// `share` of the colour, the rest paper.
QColor tinted(const QColor& color, double share);

}  // namespace ui::theme
