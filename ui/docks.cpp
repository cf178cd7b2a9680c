#include "ui/docks.h"

#include <QChildEvent>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollArea>
#include <QShortcut>
#include <QTabBar>
#include <algorithm>

namespace ui {
namespace {

/// Of the foot's width, in percent. In a wide window the lanes' legend has room in one line.
constexpr int wide = 1600;
constexpr int lanesShare = 60;
constexpr int lanesShareOfWide = 65;
/// Of the window's width, in percent.
constexpr int leastForList = 12;
constexpr int mostForList = 18;
constexpr int columnShare = 27;
/// Of the window's height, in percent.
constexpr int footShare = 29;
constexpr int stepsShare = 34;
/// Of the right column's. Parameters and claims get what they need, and no more than this, but for what the charts can
/// spare.
constexpr int parametersShare = 38;
constexpr int claimsShare = 24;
/// The least that pictures of many runs can do with.
constexpr int runsShare = 45;
constexpr int mostForRuns = 60;
constexpr int runsLines = 18;

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
  // Charts need height more than lanes need width.
  window.setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
  window.installEventFilter(this);
  for (const Panel panel : allPanels) make(panel);
  menu_->addSeparator();
  menu_->addAction(QStringLiteral("Reset layout"), this, &Docks::resetLayout);
  arrange();
}

bool Docks::eventFilter(QObject* watched, QEvent* event) {
  if (watched == &window_ && event->type() == QEvent::MouseButtonPress) {
    // The dividers between docks are what the window has of its own; other presses come from a child that ignores them.
    const QPoint at = static_cast<QMouseEvent*>(event)->position().toPoint();
    if (!window_.childAt(at)) dividedByHand_ = true;
  }
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
  if (panel == Panel::claims || panel == Panel::prediction) {
    connect(dock, &QDockWidget::visibilityChanged, this, &Docks::suitContent, Qt::QueuedConnection);
  }
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
  dividedByHand_ = false;
  resize();
}

void Docks::resize() {
  const int width = window_.width();
  const int height = window_.height();
  const int list =
      std::clamp(dock(Panel::lessons)->sizeHint().width(), width * leastForList / 100, width * mostForList / 100);
  window_.resizeDocks({dock(Panel::lessons), dock(Panel::parameters)}, {list, width * columnShare / 100},
                      Qt::Horizontal);
  window_.resizeDocks({dock(Panel::threads)}, {height * footShare / 100}, Qt::Vertical);
  const int lanes = width < wide ? lanesShare : lanesShareOfWide;
  window_.resizeDocks({dock(Panel::threads), dock(Panel::output)}, {width * lanes / 100, width * (100 - lanes) / 100},
                      Qt::Horizontal);
  divideColumn();
}

void Docks::suitContent() {
  if (!window_.isVisible() || dividedByHand_) return;
  for (const Panel panel : {Panel::parameters, Panel::charts, Panel::claims}) {
    if (dock(panel)->isFloating() || window_.dockWidgetArea(dock(panel)) != Qt::RightDockWidgetArea) return;
  }
  divideColumn();
  if (&inFront(Panel::charts) == dock(Panel::runs)) makeRoom(Panel::runs);
}

void Docks::divideColumn() {
  const bool charts = !places_.at(Panel::charts).leftOut;
  int column = window_.height();
  if (window_.isVisible()) {
    // Dividers have their share already.
    column = 0;
    for (const Panel panel : {Panel::parameters, Panel::charts, Panel::claims}) {
      if (!places_.at(panel).leftOut) column += inFront(panel).height() + tabsAbove(panel);
    }
  }
  const Panel lowest = &inFront(Panel::claims) == dock(Panel::prediction) ? Panel::prediction : Panel::claims;
  const int claims = std::max(std::min(neededBy(lowest), column * claimsShare / 100), leastOf(Panel::claims));
  if (!charts) {
    return window_.resizeDocks({dock(Panel::parameters), dock(Panel::claims)}, {column - claims, claims}, Qt::Vertical);
  }
  const int spared = column - claims - neededByCharts();
  const int parameters = std::min(neededBy(Panel::parameters), std::max(column * parametersShare / 100, spared));
  window_.resizeDocks({dock(Panel::parameters), dock(Panel::charts), dock(Panel::claims)},
                      {parameters, column - parameters - claims, claims}, Qt::Vertical);
}

/// How high they are; they belong to the height that a dock is given.
int Docks::tabsAbove(Panel panel) const {
  const QList<QDockWidget*> others = window_.tabifiedDockWidgets(dock(panel));
  if (std::ranges::all_of(others, &QDockWidget::isHidden)) return 0;
  const auto bars = window_.findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly);
  return bars.empty() ? 0 : bars.front()->sizeHint().height();
}

/// Below which the window's layout would take it from its neighbours.
int Docks::leastOf(Panel panel) const {
  int height = dock(panel)->minimumSizeHint().height();
  for (const QDockWidget* other : window_.tabifiedDockWidgets(dock(panel))) {
    height = std::max(height, other->minimumSizeHint().height());
  }
  return tabsAbove(panel) + height;
}

/// Without scrolling.
int Docks::neededByCharts() const {
  const auto* area = qobject_cast<const QScrollArea*>(dock(Panel::charts)->widget());
  if (area == nullptr || area->widget() == nullptr) return leastOf(Panel::charts);
  const int title = dock(Panel::charts)->sizeHint().height() - area->sizeHint().height();
  return tabsAbove(Panel::charts) + title + area->widget()->minimumSizeHint().height();
}

/// That dock or the one that lies in front of it.
const QDockWidget& Docks::inFront(Panel panel) const {
  for (const QDockWidget* other : window_.tabifiedDockWidgets(dock(panel))) {
    if (!other->visibleRegion().isEmpty()) return *other;
  }
  return *dock(panel);
}

int Docks::neededBy(Panel panel) const {
  const QWidget* content = dock(panel)->widget();
  if (!content) return std::max(1, dock(panel)->sizeHint().height());
  const int title = dock(panel)->sizeHint().height() - content->sizeHint().height();
  const int needed = content->heightForWidth(inFront(panel).width());
  return tabsAbove(panel) + title + (needed < 0 ? content->sizeHint().height() : needed);
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
  const int least = window_.height() * runsShare / 100;
  const int wanted =
      std::clamp(window_.fontMetrics().height() * runsLines, least, window_.height() * mostForRuns / 100);
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
