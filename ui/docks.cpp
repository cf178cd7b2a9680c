#include "docks.h"

#include <QChildEvent>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QShortcut>
#include <QTabBar>

namespace ui {
namespace {

/// A window less high than this gives the right column all of its height, and the foot the rest of the width.
constexpr int roomyHeight = 950;
/// Of the window's height, in percent.
constexpr int stepsShare = 34;
/// The least that pictures of many runs can do with.
constexpr int runsShare = 45;

QWidget* firstFocusable(QWidget* panel) {
  if (panel->focusPolicy() & Qt::TabFocus || panel->focusProxy()) return panel;
  for (QWidget* child : panel->findChildren<QWidget*>()) {
    if (child->isVisibleTo(panel) && child->isEnabled() && child->focusPolicy() & Qt::TabFocus) return child;
  }
  return panel;
}

}  // namespace

Docks::Docks(QMainWindow& window) : QObject(&window), window_(window), menu_(new QMenu(&window)) {
  window.setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks);
  window.setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
  // What is at the top stands over the text and the code alone.
  window.setCorner(Qt::TopLeftCorner, Qt::LeftDockWidgetArea);
  window.setCorner(Qt::TopRightCorner, Qt::RightDockWidgetArea);
  window.installEventFilter(this);
  for (const Panel panel : allPanels) make(panel);
  menu_->addSeparator();
  menu_->addAction(QStringLiteral("Reset layout"), this, &Docks::resetLayout);
  arrange();
}

bool Docks::eventFilter(QObject* watched, QEvent* event) {
  if (watched == &window_ && event->type() == QEvent::ChildPolished) {
    auto* tabs = qobject_cast<QTabBar*>(static_cast<QChildEvent*>(event)->child());
    if (tabs) tabs->setElideMode(Qt::ElideNone);
  }
  return QObject::eventFilter(watched, event);
}

void Docks::make(Panel panel) {
  auto* dock = new QDockWidget(title(panel), &window_);
  dock->setObjectName(QStringLiteral("dock %1").arg(title(panel)));
  dock->setAccessibleName(title(panel));
  places_[panel].dock = dock;
  dock->toggleViewAction()->setToolTip(QStringLiteral("Show or hide; %1 goes there").arg(key(panel)));
  menu_->addAction(dock->toggleViewAction());
  auto* shortcut = new QShortcut(QKeySequence(key(panel)), &window_);
  connect(shortcut, &QShortcut::activated, this, [this, panel] { focus(panel); });
}

void Docks::arrange() {
  window_.addDockWidget(Qt::LeftDockWidgetArea, dock(Panel::lessons));
  window_.addDockWidget(Qt::TopDockWidgetArea, dock(Panel::steps));
  window_.addDockWidget(Qt::RightDockWidgetArea, dock(Panel::parameters));
  window_.splitDockWidget(dock(Panel::parameters), dock(Panel::charts), Qt::Vertical);
  window_.tabifyDockWidget(dock(Panel::parameters), dock(Panel::challenge));
  window_.splitDockWidget(dock(Panel::charts), dock(Panel::claims), Qt::Vertical);
  window_.tabifyDockWidget(dock(Panel::charts), dock(Panel::runs));
  window_.tabifyDockWidget(dock(Panel::claims), dock(Panel::prediction));
  window_.addDockWidget(Qt::BottomDockWidgetArea, dock(Panel::threads));
  window_.splitDockWidget(dock(Panel::threads), dock(Panel::output), Qt::Horizontal);
  for (const Panel panel : {Panel::objects, Panel::waits, Panel::findings, Panel::log}) {
    window_.tabifyDockWidget(dock(Panel::output), dock(panel));
  }
  for (const Panel panel : allPanels) dock(panel)->setVisible(panel != Panel::steps && !places_.at(panel).leftOut);
  for (auto& [panel, place] : places_) place.open = true;
  raise(Panel::parameters);
  raise(Panel::output);
  resize();
}

void Docks::resize() {
  const int width = window_.width();
  const int height = window_.height();
  const bool low = height < roomyHeight;
  window_.setCorner(Qt::BottomRightCorner, low ? Qt::RightDockWidgetArea : Qt::BottomDockWidgetArea);
  const int bottom = height * (low ? 29 : 31) / 100;
  const int column = low ? height : height - bottom;
  window_.resizeDocks({dock(Panel::lessons), dock(Panel::parameters)}, {width * 15 / 100, width * 27 / 100},
                      Qt::Horizontal);
  window_.resizeDocks({dock(Panel::threads)}, {bottom}, Qt::Vertical);
  window_.resizeDocks({dock(Panel::threads), dock(Panel::output)}, {width * 60 / 100, width * 40 / 100},
                      Qt::Horizontal);
  window_.resizeDocks({dock(Panel::parameters), dock(Panel::charts), dock(Panel::claims)},
                      {column * (low ? 37 : 40) / 100, column * (low ? 38 : 35) / 100, column * 25 / 100},
                      Qt::Vertical);
}

void Docks::resetLayout() {
  const bool steps = dock(Panel::steps)->toggleViewAction()->isChecked();
  // A floating dock that was taken out of the window could not be put back.
  for (const Panel panel : allPanels) dock(panel)->setFloating(false);
  for (const Panel panel : allPanels) window_.removeDockWidget(dock(panel));
  arrange();
  setOpen(Panel::steps, steps);
}

void Docks::fill(Panel panel, QWidget* content, QWidget* owner) {
  Place& place = places_.at(panel);
  giveBack(place);
  place.owner = owner;
  place.dock->setWidget(content);
  place.dock->setWindowTitle(content->windowTitle().isEmpty() ? title(panel) : content->windowTitle());
  connect(content, &QWidget::windowTitleChanged, place.dock, &QDockWidget::setWindowTitle);
  content->show();
  if (!std::exchange(place.leftOut, false)) return;
  place.dock->toggleViewAction()->setVisible(true);
  place.dock->setVisible(place.open);
}

void Docks::giveBack(Place& place) {
  QWidget* content = place.dock->widget();
  if (!content) return;
  content->hide();
  disconnect(content, &QWidget::windowTitleChanged, place.dock, nullptr);
  content->setParent(place.owner);
  if (!place.owner) content->deleteLater();
}

void Docks::leaveOut(Panel panel) {
  Place& place = places_.at(panel);
  giveBack(place);
  if (std::exchange(place.leftOut, true)) return;
  place.open = !place.dock->isHidden();  // its action knows only once the window is shown
  place.dock->hide();
  place.dock->toggleViewAction()->setVisible(false);
}

void Docks::bringBack() {
  for (auto& [panel, place] : places_) {
    if (!std::exchange(place.leftOut, false)) continue;
    place.dock->toggleViewAction()->setVisible(true);
    place.dock->setVisible(place.open);
  }
}

void Docks::setOpen(Panel panel, bool open) {
  if (dock(panel)->toggleViewAction()->isChecked() == open) return;
  dock(panel)->setVisible(open);
  if (open) window_.resizeDocks({dock(panel)}, {window_.height() * stepsShare / 100}, Qt::Vertical);
}

void Docks::raise(Panel panel) {
  if (!dock(panel)->toggleViewAction()->isChecked()) return;
  dock(panel)->raise();
  makeRoom(panel);
}

void Docks::makeRoom(Panel panel) {
  const int wanted = window_.height() * runsShare / 100;
  if (panel != Panel::runs || dock(panel)->isFloating() || dock(panel)->height() >= wanted) return;
  window_.resizeDocks({dock(panel)}, {wanted}, Qt::Vertical);
}

void Docks::focus(Panel panel) {
  if (places_.at(panel).leftOut) return;
  dock(panel)->show();
  dock(panel)->raise();
  makeRoom(panel);
  if (dock(panel)->isFloating()) dock(panel)->activateWindow();
  if (QWidget* content = dock(panel)->widget()) firstFocusable(content)->setFocus(Qt::ShortcutFocusReason);
}

}  // namespace ui
