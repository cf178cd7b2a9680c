#pragma once

#include <QObject>
#include <QPointer>
#include <map>

#include "ui/panel.h"

class QDockWidget;
class QMainWindow;
class QMenu;

namespace ui {

/// The docks of the window: one per Panel, to be moved, closed, put in tabs and brought back, whichever lesson fills
/// them.
class Docks : public QObject {
  Q_OBJECT

 public:
  /// Arranged as a new window is.
  explicit Docks(QMainWindow& window);

  /// Fills the dock; what filled it before goes back, hidden, to `owner` of that time. The dock shows `content` for as
  /// long as nothing else does, and is called by its window title if it has one.
  void fill(Panel panel, QWidget* content, QWidget* owner);
  /// Hides the dock, until it is filled again: nothing that is shown now has such a panel.
  void leaveOut(Panel panel);
  /// Whether each dock is open as if none were left out, so that the window's state can be saved.
  void bringBack();
  /// Of the panel that is only there for a while, Panel::steps.
  void setOpen(Panel panel, bool open);
  /// In front of the tabs it shares its place with; a closed dock stays closed.
  void raise(Panel panel);
  /// Opens the dock if need be and moves the keyboard's focus into it.
  void focus(Panel panel);
  /// Every dock where it was at first, and open; the steps, if they were.
  void resetLayout();
  /// Sizes that suit the size of the window; for when it is first shown.
  void resize();
  /// Gives the right column's panels the heights that what fills them needs, of those that share a place the one in
  /// front, unless a divider was moved by hand.
  void suitContent();
  bool isDividedByHand() const { return dividedByHand_; }
  void setDividedByHand(bool divided) { dividedByHand_ = divided; }

  /// A check mark for each dock, and Reset layout.
  QMenu* viewMenu() const { return menu_; }

 protected:
  /// The names on tabs are never cut.
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  struct Place {
    QDockWidget* dock = nullptr;
    QPointer<QWidget> owner;
    bool leftOut = false;
    bool open = true;  // while it is left out: whether it will be open again
  };

  QDockWidget* dock(Panel panel) const { return places_.at(panel).dock; }
  void make(Panel panel);
  void giveBack(Place& place);
  void arrange();
  void makeRoom(Panel panel);
  void divideColumn();
  const QDockWidget& inFront(Panel panel) const;
  int tabsAbove(Panel panel) const;
  int leastOf(Panel panel) const;
  int neededByCharts() const;
  int neededBy(Panel panel) const;

  QMainWindow& window_;
  QMenu* menu_;
  std::map<Panel, Place> places_;
  bool dividedByHand_ = false;
};

}  // namespace ui
