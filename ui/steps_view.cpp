#include "ui/steps_view.h"

#include <QAction>
#include <QCheckBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QSlider>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/elided_label.h"
#include "ui/pace_scale.h"
#include "ui/step_actions.h"
#include "ui/step_threads.h"
#include "ui/steps_model.h"
#include "ui/table_look.h"
#include "ui/theme.h"
#include "ui/thread_badge.h"
#include "ui/words.h"

namespace ui {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::nanoseconds usualPace = 500ms;

constexpr int roomyCharacters = 44;

/// A thread's badge, with its name where there is room.
class ThreadDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

 protected:
  void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
    QStyledItemDelegate::initStyleOption(option, index);
    const QVariant thread = index.data(StepsModel::threadRole);
    if (!thread.isValid() || option->widget == nullptr) return;
    const QPixmap badge = threadBadge(trace::ThreadId{thread.toUInt()}, *option->widget);
    option->icon = QIcon(badge);
    option->icon.addPixmap(badge, QIcon::Selected);
    option->decorationSize = badge.deviceIndependentSize().toSize();
    option->features |= QStyleOptionViewItem::HasDecoration;
    if (option->widget->width() < option->fontMetrics.averageCharWidth() * roomyCharacters) option->text.clear();
  }
};

QLabel* wrappedLabel() {
  auto* label = new QLabel;
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  label->setContentsMargins(6, 0, 6, 2);
  label->hide();
  return label;
}

QString countInWords(const course::StepFrame& step) {
  QString steps = StepsView::tr("Step %1 of %2").arg(step.position).arg(step.steps.size());
  if (step.pre_emptions == 0) return steps;
  return step.pre_emptions == 1 ? StepsView::tr("%1, 1 pre-emption").arg(steps)
                                : StepsView::tr("%1, %2 pre-emptions").arg(steps).arg(step.pre_emptions);
}

course::Verdict signOf(const course::StepVerdict& verdict) {
  if (verdict.fails()) return course::Verdict::fails;
  return verdict.kind == course::StepVerdict::Kind::holds ? course::Verdict::holds : course::Verdict::undecided;
}

}  // namespace

StepsView::StepsView(const StepActions& actions, QWidget* parent)
    : Invitation(new QWidget,
                 tr("Step (F10) puts the program's threads under your hand; Explore (F9) looks for a schedule that "
                    "breaks it. You can also drop a schedule file on the window."),
                 parent),
      model_(new StepsModel(this)),
      verdict_(wrappedLabel()),
      message_(wrappedLabel()),
      count_(new QLabel),
      values_(new ElidedLabel),
      threads_(new StepThreads),
      table_(new QTableView) {
  auto* halves = new QSplitter(Qt::Horizontal);
  halves->setChildrenCollapsible(false);
  halves->addWidget(threads_);
  halves->addWidget(makeSchedule());
  halves->setSizes({1080, 1000});
  auto* column = new QVBoxLayout(content<QWidget>());
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(makeHeader(actions));
  column->addWidget(verdict_);
  column->addWidget(message_);
  column->addWidget(halves, 1);
  connect(threads_, &StepThreads::chosen, this, &StepsView::threadChosen);
  fitToFont();
}

QWidget* StepsView::makeHeader(const StepActions& actions) {
  bar_ = new QToolBar;
  for (QAction* action : {actions.first, actions.undo, actions.redo, actions.last, actions.play})
    bar_->addAction(action);
  for (QAction* action : {actions.undo, actions.redo, actions.play}) {
    static_cast<QToolButton*>(bar_->widgetForAction(action))->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  }
  bar_->addWidget(makeSpeed());
  bar_->addSeparator();
  bar_->addWidget(makeSplit(*actions.split));
  bar_->addActions({actions.open, actions.save, actions.leave});
  return bar_;
}

// A button would not show whether it is on.
QWidget* StepsView::makeSplit(QAction& action) {
  auto* box = new QCheckBox(action.text());
  box->setToolTip(action.toolTip());
  connect(box, &QCheckBox::toggled, &action, &QAction::setChecked);
  connect(&action, &QAction::toggled, box, &QCheckBox::setChecked);
  return box;
}

QWidget* StepsView::makeSpeed() {
  auto* box = new QWidget;
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(4, 0, 4, 0);
  speed_ = new QSlider(Qt::Horizontal);
  speed_->setRange(1, pace_scale::last);
  speed_->setPageStep(4);
  speed_->setValue(pace_scale::position(usualPace));
  speed_->setAccessibleName(tr("Speed of playing"));
  speed_->setToolTip(tr("Further right, playing waits longer between two steps"));
  speedWords_ = new QLabel;
  const auto say = [this] { speedWords_->setText(pace_scale::words(pace())); };
  connect(speed_, &QSlider::valueChanged, this, say);
  connect(speed_, &QSlider::valueChanged, this, &StepsView::paceChanged);
  say();
  row->addWidget(speed_);
  row->addWidget(speedWords_);
  return box;
}

QWidget* StepsView::makeSchedule() {
  table_->setModel(model_);
  table_->setAccessibleName(tr("Schedule: the steps done, and below them those that can be done again"));
  applyTableLook(*table_);
  table_->setItemDelegateForColumn(StepsModel::threadColumn, new ThreadDelegate(table_));
  table_->horizontalHeader()->setStretchLastSection(false);
  table_->horizontalHeader()->hide();
  table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  table_->viewport()->installEventFilter(this);
  // A verdict takes room from the list; the present step stays in sight, once the list can be scrolled as far.
  connect(table_->verticalScrollBar(), &QScrollBar::rangeChanged, this,
          [this] { table_->scrollTo(table_->currentIndex()); });
  table_->setToolTip(tr("Choose a step to go there"));
  connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& row) {
    if (following_ || !row.isValid()) return;
    Q_EMIT lineChosen(model_->line(row.row()));
    Q_EMIT jumped(static_cast<std::size_t>(row.row()));
  });
  auto* schedule = new QWidget;
  auto* column = new QVBoxLayout(schedule);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  count_->setContentsMargins(6, 2, 6, 2);
  values_->setForegroundRole(QPalette::PlaceholderText);
  auto* heading = new QHBoxLayout;
  heading->addWidget(count_);
  heading->addWidget(values_, 1);
  column->addLayout(heading);
  column->addWidget(table_, 1);
  return schedule;
}

void StepsView::setStep(const StepPointer& step, Settled settled) {
  step_ = step;
  threads_->setStep(step);
  following_ = true;
  model_->setStep(step);
  following_ = false;
  say({});
  showVerdict();
  if (!step) return showSentence();
  count_->setText(countInWords(*step));
  if (settled == Settled::yes) follow(step);
  showContent();
}

void StepsView::follow(const StepPointer& step) {
  const QModelIndex present = model_->index(static_cast<int>(step->position), StepsModel::whatColumn);
  following_ = true;
  table_->setCurrentIndex(present);
  table_->scrollTo(present);
  following_ = false;
}

bool StepsView::eventFilter(QObject* watched, QEvent* event) {
  if (watched == table_->viewport() && event->type() == QEvent::Resize) fitThreadColumn();
  return Invitation::eventFilter(watched, event);
}

void StepsView::showVerdict() {
  const bool says = step_ && !step_->verdict.sentence.empty();
  verdict_->setVisible(says);
  if (!says) return verdict_->clear();
  const course::StepVerdict& verdict = step_->verdict;
  const course::Verdict sign = signOf(verdict);
  QPalette palette = verdict_->palette();
  palette.setColor(QPalette::WindowText, theme::verdictColor(sign));
  verdict_->setPalette(palette);
  QFont bold = font();
  bold.setBold(true);
  verdict_->setFont(bold);
  const QString because = verdict.because.empty() ? QString() : QLatin1Char(' ') + words(verdict.because);
  verdict_->setText(theme::verdictSign(sign) + QLatin1Char(' ') + words(verdict.sentence) + because);
}

void StepsView::setValues(const QString& values) {
  values_->setText(values.isEmpty() ? QString() : tr("with %1").arg(values));
}

void StepsView::say(const QString& sentence) {
  message_->setText(sentence);
  message_->setVisible(!sentence.isEmpty());
}

QString StepsView::verdict() const { return verdict_->text(); }
QString StepsView::message() const { return message_->text(); }

std::chrono::nanoseconds StepsView::pace() const { return pace_scale::pace(speed_->value()); }

void StepsView::fitThreadColumn() {
  // Said again, it is done again.
  table_->horizontalHeader()->setSectionResizeMode(StepsModel::threadColumn, QHeaderView::ResizeToContents);
}

void StepsView::setWidths() {
  const QFontMetrics metrics = table_->fontMetrics();
  const int em = metrics.horizontalAdvance(QLatin1Char('M'));
  QHeaderView& header = *table_->horizontalHeader();
  header.setMinimumSectionSize(em);
  table_->setColumnWidth(StepsModel::numberColumn, metrics.horizontalAdvance(QStringLiteral("999")) + em);
  table_->setColumnWidth(StepsModel::markColumn, metrics.horizontalAdvance(QStringLiteral("\u2717 ! \u21C4")) + em);
  fitThreadColumn();
  header.setSectionResizeMode(StepsModel::whatColumn, QHeaderView::Stretch);
}

void StepsView::fitToFont() {
  bar_->setIconSize(QSize(1, 1) * std::max(16, fontMetrics().height()));
  speed_->setFixedWidth(fontMetrics().averageCharWidth() * 14);
  speedWords_->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("100 ms a step ")));
  fitRowHeight(*table_);
  setWidths();
}

void StepsView::lookChanged() {
  fitToFont();
  showVerdict();
}

}  // namespace ui
