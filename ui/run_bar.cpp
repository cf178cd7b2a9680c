#include "ui/run_bar.h"

#include <QAction>
#include <QActionGroup>
#include <QEvent>
#include <QLabel>
#include <QMenu>
#include <QShortcut>
#include <QSlider>
#include <QToolButton>
#include <algorithm>
#include <array>

#include "ui/elided_label.h"
#include "ui/icons.h"
#include "ui/pace_scale.h"

namespace ui {
namespace {

constexpr std::array textPercents{80, 90, 100, 110, 125, 150, 175, 200};

QString keyInWords(const QList<QKeySequence>& keys) {
  return keys.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(keys.front().toString(QKeySequence::NativeText));
}

}  // namespace

RunBar::RunBar(QWidget* parent) : QToolBar(QStringLiteral("Run"), parent) {
  setObjectName(QStringLiteral("run bar"));
  setMovable(false);
  setContextMenuPolicy(Qt::PreventContextMenu);
  addRunActions();
  addSeparator();
  addSpeed();
  addSeparator();
  title_ = new ElidedLabel(this);
  title_->setAlignment(Qt::AlignCenter);
  title_->setMinimumWidth(80);
  QFont bold = title_->font();
  bold.setBold(true);
  title_->setFont(bold);
  title_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  addWidget(title_);
  addSeparator();
  view_ = add(QStringLiteral("view"), QStringLiteral("View"), {});
  QAction* theme = add(QStringLiteral("theme"), QStringLiteral("Light or dark"), {QKeySequence(Qt::CTRL | Qt::Key_T)});
  connect(theme, &QAction::triggered, this, &RunBar::themeToggled);
  addTextSize();
  QAction* help = add(QStringLiteral("help"), QStringLiteral("Help"), {QKeySequence(Qt::Key_F1)});
  connect(help, &QAction::triggered, this, &RunBar::helpAsked);
  fitToFont();
  setState(course::RunState::ready);
}

void RunBar::fitToFont() {
  const QFontMetrics metrics = fontMetrics();
  setIconSize(QSize(1, 1) * std::max(18, metrics.height() + 2));
  speed_->setFixedWidth(metrics.averageCharWidth() * 18);
  speedWords_->setMinimumWidth(metrics.horizontalAdvance(QStringLiteral(" 100 ms a step ")));
  // The button reads Pause or Resume; its neighbours stay where they are.
  QWidget* button = widgetForAction(pause_);
  button->setMinimumWidth(metrics.horizontalAdvance(QStringLiteral("Resume")) + iconSize().width() + 20);
}

void RunBar::changeEvent(QEvent* event) {
  QToolBar::changeEvent(event);
  if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) fitToFont();
}

QAction* RunBar::add(const QString& drawing, const QString& text, const QList<QKeySequence>& keys) {
  QAction* action = addAction(icon(drawing), text);
  action->setShortcuts(keys);
  action->setToolTip(text + keyInWords(keys));
  return action;
}

void RunBar::addRunActions() {
  run_ =
      add(QStringLiteral("run"), QStringLiteral("Run"), {QKeySequence(Qt::CTRL | Qt::Key_R), QKeySequence(Qt::Key_F5)});
  step_ = add(QStringLiteral("step"), QStringLiteral("Step"), {QKeySequence(Qt::Key_F10)});
  step_->setToolTip(QStringLiteral("Put the threads under your hand, then go on by one step (F10)"));
  explore_ = add(QStringLiteral("explore"), QStringLiteral("Explore"), {QKeySequence(Qt::Key_F9)});
  explore_->setToolTip(QStringLiteral("Search for a schedule that breaks the program (F9)"));
  pause_ = add(QStringLiteral("pause"), QStringLiteral("Pause"), {QKeySequence(Qt::Key_F6)});
  stop_ = add(QStringLiteral("stop"), QStringLiteral("Stop"),
              {QKeySequence(Qt::SHIFT | Qt::Key_F5), QKeySequence(Qt::CTRL | Qt::Key_Period)});
  for (QAction* action : {run_, step_, explore_, pause_, stop_}) {
    static_cast<QToolButton*>(widgetForAction(action))->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  }
  connect(run_, &QAction::triggered, this, &RunBar::runAsked);
  connect(step_, &QAction::triggered, this, &RunBar::stepAsked);
  connect(explore_, &QAction::triggered, this, &RunBar::exploreAsked);
  connect(pause_, &QAction::triggered, this, [this] { paused_ ? Q_EMIT resumeAsked() : Q_EMIT pauseAsked(); });
  connect(stop_, &QAction::triggered, this, &RunBar::stopAsked);
}

void RunBar::addSpeed() {
  auto* label = new QLabel(QStringLiteral(" Speed "), this);
  speed_ = new QSlider(Qt::Horizontal, this);
  label->setBuddy(speed_);
  speed_->setRange(0, pace_scale::last);
  speed_->setPageStep(4);
  speed_->setAccessibleName(QStringLiteral("Speed: from real time to slow motion"));
  speed_->setToolTip(
      QStringLiteral("At the left the program runs in real time; further right every step waits longer"));
  speedWords_ = new QLabel(pace_scale::words({}), this);
  connect(speed_, &QSlider::valueChanged, this, [this] {
    speedWords_->setText(pace_scale::words(pace()));
    Q_EMIT paceChosen(pace());
  });
  addWidget(label);
  addWidget(speed_);
  addWidget(speedWords_);
}

void RunBar::addTextSize() {
  auto* menu = new QMenu(this);
  sizes_ = new QActionGroup(this);
  for (const int percent : textPercents) {
    QAction* action = sizes_->addAction(menu->addAction(QStringLiteral("%1 %").arg(percent)));
    action->setCheckable(true);
    action->setData(percent);
    connect(action, &QAction::triggered, this, [this, percent] { Q_EMIT textPercentChosen(percent); });
  }
  menu->addSeparator();
  QAction* larger = menu->addAction(QStringLiteral("Larger"), this, [this] { stepTextSize(1); });
  larger->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
  QAction* smaller = menu->addAction(QStringLiteral("Smaller"), this, [this] { stepTextSize(-1); });
  smaller->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Minus));
  addMenu(add(QStringLiteral("text-size"), QStringLiteral("Text size"), {}), menu, QStringLiteral("Alt+T"));
}

/// A tool bar's buttons take no focus: the key opens the menu from anywhere in the window.
void RunBar::addMenu(QAction* action, QMenu* menu, const QString& key) {
  action->setMenu(menu);
  action->setToolTip(action->text() + keyInWords({QKeySequence(key)}));
  auto* button = static_cast<QToolButton*>(widgetForAction(action));
  button->setPopupMode(QToolButton::InstantPopup);
  connect(new QShortcut(QKeySequence(key), this), &QShortcut::activated, button, &QToolButton::showMenu);
}

void RunBar::stepTextSize(int direction) {
  const QList<QAction*> sizes = sizes_->actions();
  const auto current = std::max<qsizetype>(0, sizes.indexOf(sizes_->checkedAction()));
  sizes[std::clamp<qsizetype>(current + direction, 0, sizes.size() - 1)]->trigger();
}

void RunBar::setTextPercent(int percent) {
  for (QAction* action : sizes_->actions()) action->setChecked(action->data().toInt() == percent);
}

void RunBar::setViewMenu(QMenu* menu) { addMenu(view_, menu, QStringLiteral("Alt+V")); }

void RunBar::setStepMenu(QMenu* menu) {
  step_->setMenu(menu);
  static_cast<QToolButton*>(widgetForAction(step_))->setPopupMode(QToolButton::MenuButtonPopup);
}

void RunBar::setTitle(const QString& title) {
  title_->setText(title);
  title_->setToolTip(title);
}

std::chrono::nanoseconds RunBar::pace() const { return pace_scale::pace(speed_->value()); }

void RunBar::setState(course::RunState state) {
  using course::RunState;
  paused_ = state == RunState::paused;
  const bool going = state == RunState::running || paused_;
  pause_->setEnabled(going);
  pause_->setText(paused_ ? QStringLiteral("Resume") : QStringLiteral("Pause"));
  pause_->setIcon(icon(paused_ ? QStringLiteral("run") : QStringLiteral("pause")));
  stop_->setEnabled(going);
}

void RunBar::setStepping(bool stepping) {
  speed_->setEnabled(!stepping);
  speedWords_->setEnabled(!stepping);
}

void RunBar::setExploring() {
  setState(course::RunState::running);
  pause_->setEnabled(false);
}

}  // namespace ui
