#include "ui/step_threads.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <algorithm>

#include "trace/digits.h"
#include "ui/elided_button.h"
#include "ui/elided_label.h"
#include "ui/step_queues.h"
#include "ui/theme.h"
#include "ui/thread_badge.h"
#include "ui/words.h"

namespace ui {
namespace {

using course::StepThread;

constexpr int lastKey = 9;
// What a thread did last is the first thing to do without, its name the second; the badge stays.
constexpr int lastCharacters = 76;
constexpr int localsCharacters = 46;
constexpr int nameCharacters = 40;

enum Column { keyColumn, badgeColumn, nameColumn, lastColumn, waysColumn };

const QString separator = QStringLiteral(" \u00B7 ");

QString keyOf(int lane) { return lane < lastKey ? QString::number(lane + 1) : QString(); }

/// "seen = 5 · copy = 4"
QString localsOf(const StepThread& thread) {
  QStringList parts;
  for (const course::StepLocal& local : thread.locals) {
    const QString mark = local.changed ? changedSign : QString();
    parts << mark + words(local.name) + QStringLiteral(" = ") + words(trace::grouped(local.value));
  }
  return parts.join(separator);
}

/// "seen = 5 · read 5 from counter": its local variables, then what it did last.
QString knownOf(const StepThread& thread) {
  QStringList parts{localsOf(thread), words(thread.last)};
  parts.removeAll(QString());
  return parts.join(separator);
}

}  // namespace

/// A row of the grid; the grid owns its widgets.
class StepThreads::Lane : public QObject {
 public:
  Lane(StepThreads& view, int number)
      : QObject(&view),
        view_(view),
        number_(number),
        key_(new QLabel(keyOf(number))),
        badge_(new QLabel),
        name_(new QLabel),
        last_(new ElidedLabel),
        ways_(new QWidget),
        reason_(new ElidedButton) {
    key_->setForegroundRole(QPalette::PlaceholderText);
    key_->setToolTip(tr("This key lets the thread go on"));
    name_->setTextFormat(Qt::PlainText);
    last_->setForegroundRole(QPalette::PlaceholderText);
    reason_->setEnabled(false);
    auto* row = new QHBoxLayout(ways_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(reason_, 1);
    const std::array<QWidget*, 5> widgets{key_, badge_, name_, last_, ways_};
    for (int column = 0; column < static_cast<int>(widgets.size()); ++column) {
      view.grid_->addWidget(widgets[static_cast<std::size_t>(column)], number, column);
    }
  }

  void show(const StepThread& thread, bool wentLast) {
    for (QWidget* widget : widgets()) widget->show();
    name_->setVisible(view_.isWiderThan(nameCharacters));
    last_->setVisible(view_.showsKnown());
    if (badge_->pixmap().isNull() || thread.id != thread_) {
      thread_ = thread.id;
      drawBadge();
    }
    QFont font = view_.font();
    font.setBold(wentLast);
    name_->setFont(font);
    name_->setText(words(thread.name));
    name_->setToolTip(words(thread.last.empty() ? thread.name : thread.name + ' ' + thread.last));
    badge_->setToolTip(name_->toolTip());
    const QString known = knownOf(thread);
    last_->setText(view_.isWiderThan(lastCharacters) ? known : localsOf(thread));
    last_->setToolTip(known.isEmpty() ? known
                                      : tr("%1\nThe thread's local variables, and what it did last").arg(known));
    showReason(thread);
    showWays(thread);
  }

  void hide() {
    for (QWidget* widget : widgets()) widget->hide();
  }

  void drawBadge() { badge_->setPixmap(threadBadge(thread_, view_)); }

  QString spoken() const { return spoken_; }
  bool isShown() const { return !badge_->isHidden(); }

 private:
  std::array<QWidget*, 5> widgets() const { return {key_, badge_, name_, last_, ways_}; }

  void showReason(const StepThread& thread) {
    const QString pending = words(thread.pending);
    spoken_ = tr("%1, %2: %3").arg(keyOf(number_), words(thread.name), pending);
    reason_->setVisible(thread.options.empty());
    reason_->setText(pending);
    reason_->setToolTip(pending);
    reason_->setAccessibleName(tr("%1 %2").arg(words(thread.name), pending));
  }

  void showWays(const StepThread& thread) {
    while (buttons_.size() < thread.options.size()) addButton();
    for (std::size_t i = 0; i < buttons_.size(); ++i) {
      const bool wanted = i < thread.options.size();
      buttons_[i]->setVisible(wanted);
      if (wanted) showWay(*buttons_[i], thread, i);
    }
  }

  void showWay(ElidedButton& button, const StepThread& thread, std::size_t option) {
    const QString words = ui::words(thread.options[option].words);
    const QString key = option == 0 && !keyOf(number_).isEmpty() ? tr(" (%1)").arg(keyOf(number_)) : QString();
    button.setText(words);
    button.setAccessibleName(tr("%1: %2%3").arg(ui::words(thread.name), words, key));
    button.setToolTip(button.accessibleName() + QLatin1Char('\n') + name_->toolTip());
    button.setProperty("choice", thread.options[option].choice);
  }

  void addButton() {
    auto* button = new ElidedButton;
    connect(button, &QPushButton::clicked, &view_, [this, button] {
      Q_EMIT view_.chosen(thread_, static_cast<quint16>(button->property("choice").toUInt()));
    });
    static_cast<QHBoxLayout*>(ways_->layout())->addWidget(button, buttons_.empty() ? 2 : 1);
    buttons_.push_back(button);
  }

  StepThreads& view_;
  const int number_;
  QLabel* key_;
  QLabel* badge_;
  QLabel* name_;
  ElidedLabel* last_;
  QWidget* ways_;
  ElidedButton* reason_;
  std::vector<ElidedButton*> buttons_;
  trace::ThreadId thread_;
  QString spoken_;
};

StepThreads::StepThreads(QWidget* parent)
    : QScrollArea(parent), lanesBox_(new QWidget), grid_(new QGridLayout), queues_(new StepQueues) {
  auto* column = new QVBoxLayout(lanesBox_);
  column->setContentsMargins(6, 2, 6, 2);
  column->addLayout(grid_);
  column->addWidget(queues_);
  column->addStretch(1);
  grid_->setHorizontalSpacing(6);
  grid_->setVerticalSpacing(2);
  grid_->setColumnStretch(waysColumn, 3);
  setWidget(lanesBox_);
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::NoFocus);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setAccessibleName(tr("Threads and how they can go on"));
}

void StepThreads::setStep(const StepPointer& step) {
  step_ = step;
  queues_->setStep(step);
  showLanes();
}

void StepThreads::showLanes() {
  const std::size_t count = step_ ? step_->threads.size() : 0;
  const bool roomy = isWiderThan(lastCharacters);
  grid_->setColumnStretch(lastColumn, roomy ? 2 : 0);
  grid_->setColumnMinimumWidth(lastColumn, roomy || !showsKnown() ? 0 : localsWidth());
  while (lanes_.size() < count) lanes_.push_back(new Lane(*this, static_cast<int>(lanes_.size())));
  const bool begun = step_ && step_->position > 0;
  const trace::ThreadId last = begun ? step_->steps[step_->position - 1].thread : trace::ThreadId{};
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    if (i < count) {
      lanes_[i]->show(step_->threads[i], step_->threads[i].id == last);
    } else {
      lanes_[i]->hide();
    }
  }
}

QString StepThreads::spoken(int lane) const {
  const auto index = static_cast<std::size_t>(lane);
  return index < lanes_.size() && lanes_[index]->isShown() ? lanes_[index]->spoken() : QString();
}

void StepThreads::changeEvent(QEvent* event) {
  QScrollArea::changeEvent(event);
  if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
  for (Lane* lane : lanes_) lane->drawBadge();
  showLanes();
}

// Where there is room for local variables alone, only if there are any.
bool StepThreads::showsKnown() const {
  if (isWiderThan(lastCharacters)) return true;
  const auto hasLocals = [](const StepThread& thread) { return !thread.locals.empty(); };
  return step_ && isWiderThan(localsCharacters) && std::ranges::any_of(step_->threads, hasLocals);
}

// What they need, also once all of them are marked as changed: so a step seldom moves the buttons.
int StepThreads::localsWidth() const {
  const QFontMetrics metrics = fontMetrics();
  const int sign = metrics.horizontalAdvance(changedSign);
  int widest = 0;
  for (const StepThread& thread : step_->threads) {
    const auto unmarked = std::ranges::count(thread.locals, false, &course::StepLocal::changed);
    widest = std::max(widest, metrics.horizontalAdvance(localsOf(thread)) + sign * static_cast<int>(unmarked));
  }
  return std::min(widest + metrics.averageCharWidth(), width() * 2 / 5);
}

bool StepThreads::isWiderThan(int characters) const { return width() > fontMetrics().averageCharWidth() * characters; }

void StepThreads::resizeEvent(QResizeEvent* event) {
  QScrollArea::resizeEvent(event);
  showLanes();
}

}  // namespace ui
