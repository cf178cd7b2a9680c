#include "ui/challenge_view.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/words.h"

namespace ui {
namespace {

QLabel* wrapped(QVBoxLayout& column) {
  auto* label = new QLabel;
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column.addWidget(label);
  return label;
}

QLabel* heading(QVBoxLayout& column, const QString& text) {
  QLabel* label = wrapped(column);
  label->setText(text);
  return label;
}

void colour(QLabel& label, course::Verdict verdict) {
  QPalette palette;
  palette.setColor(QPalette::WindowText, theme::verdictColor(verdict));
  label.setPalette(palette);
}

void setWeight(QLabel& label, const QFont& font, bool bold) {
  QFont weighed = font;
  weighed.setBold(bold);
  label.setFont(weighed);
}

void say(QLabel& label, const QString& text) {
  label.setText(text);
  label.setVisible(!text.isEmpty());
}

}  // namespace

QString preEmptions(std::size_t number) {
  if (number == 0) return ChallengeView::tr("no pre-emption");
  return number == 1 ? ChallengeView::tr("1 pre-emption") : ChallengeView::tr("%1 pre-emptions").arg(number);
}

QString inWords(const ChallengeProgress& progress, std::size_t leastPreEmptions) {
  if (!progress.preEmptions) {
    return ChallengeView::tr("Not broken by hand yet. It can be done with %1.").arg(preEmptions(leastPreEmptions));
  }
  const auto best = static_cast<std::size_t>(*progress.preEmptions);
  const QString sign = theme::verdictSign(course::Verdict::holds);
  const QString broken = ChallengeView::tr("%1 Broken with %2").arg(sign, preEmptions(best));
  if (best <= leastPreEmptions) return broken + ChallengeView::tr("; it cannot be done with fewer.");
  return broken + ChallengeView::tr("; it can be done with %1.").arg(preEmptions(leastPreEmptions));
}

ChallengeView::ChallengeView(const course::Entry& entry, QWidget* parent)
    : VerticalScrollArea(new QWidget, parent), entry_(entry), challenge_(*entry.lesson.challenge) {
  setAccessibleName(tr("Challenge"));
  auto* column = new QVBoxLayout(widget());
  column->setContentsMargins(8, 6, 8, 6);
  addGoal(*column);
  addRepair(*column);
  column->addStretch(1);
  clearStep();
  clearVerdict();
}

void ChallengeView::addGoal(QVBoxLayout& column) {
  goal_ = heading(column, tr("Break it: %1").arg(words(challenge_.goal)));
  state_ = wrapped(column);
  auto* begin = new QPushButton(icon(QStringLiteral("step")), tr("Break it by hand"));
  begin->setToolTip(tr("Take the threads of the program as it was found in your hand, from its start"));
  hint_ = new QPushButton(icon(QStringLiteral("help")), tr("Hint"));
  auto* solution = new QPushButton(icon(QStringLiteral("explore")), tr("Solution"));
  solution->setToolTip(tr("Search for the shortest schedule that does it, and open it at its start"));
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(hint_);
  buttons->addWidget(solution);
  buttons->addStretch(1);
  column.addWidget(begin, 0, Qt::AlignLeft);
  attempt_ = wrapped(column);
  column.addLayout(buttons);
  hints_ = wrapped(column);
  hints_->hide();
  connect(begin, &QPushButton::clicked, this, &ChallengeView::breakAsked);
  connect(hint_, &QPushButton::clicked, this, &ChallengeView::showHint);
  connect(solution, &QPushButton::clicked, this, &ChallengeView::solutionAsked);
}

void ChallengeView::addRepair(QVBoxLayout& column) {
  column.addSpacing(8);
  repairTitle_ = heading(column, tr("Repair it"));
  for (const course::Slot& slot : challenge_.slots) {
    heading(column, words(slot.label));
    PieceList* list = lists_[slot.id] = makePieceList(slot, entry_, widget());
    column.addWidget(list);
    connect(list, &PieceList::changed, this, [this, list, id = words(slot.id)] {
      // The keyboard's focus may have moved without Tab, after which it would be seen by itself.
      if (QWidget* focused = list->focusWidget()) ensureWidgetVisible(focused, 0, fontMetrics().height() * 4);
      Q_EMIT piecesChosen(id, list->chosen().join(QLatin1Char(' ')));
    });
  }
  auto* judge = new QPushButton(icon(QStringLiteral("explore")), tr("Judge my repair"));
  judge->setToolTip(tr("Search all schedules of the repaired program for one that fails"));
  play_ = new QPushButton(icon(QStringLiteral("run")), tr("Play it"));
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(judge);
  buttons->addWidget(play_);
  buttons->addStretch(1);
  column.addLayout(buttons);
  verdict_ = wrapped(column);
  connect(judge, &QPushButton::clicked, this, &ChallengeView::judgeAsked);
  connect(play_, &QPushButton::clicked, this, &ChallengeView::playAsked);
}

void ChallengeView::setProgress(const ChallengeProgress& progress) {
  progress_ = progress;
  refresh();
}

void ChallengeView::showHint() {
  if (hintsShown_ < challenge_.hints.size()) ++hintsShown_;
  refresh();
}

QStringList ChallengeView::hints() const {
  QStringList shown;
  for (std::size_t i = 0; i < hintsShown_; ++i) shown += words(challenge_.hints[i]);
  return shown;
}

void ChallengeView::showStep(const StepPointer& step, Made made) {
  const course::StepVerdict& verdict = step->verdict;
  const QString taken = preEmptions(step->pre_emptions);
  switch (made) {
    case Made::ofAnother: return say(*attempt_, {});
    case Made::opened:
      return say(*attempt_, tr("This schedule was opened and does not count. \"Break it by hand\" begins your own."));
    case Made::byHand: break;
  }
  if (verdict.fails() && verdict.claim == challenge_.claim) {
    say(*attempt_, tr("%1 Your schedule does it, with %2.").arg(theme::verdictSign(course::Verdict::holds), taken));
  } else if (verdict.fails()) {
    say(*attempt_, tr("It fails, but not as the goal asks. Go back and try another way."));
  } else if (step->over) {
    say(*attempt_, tr("It ended well this time. Go back and try another way."));
  } else {
    say(*attempt_, tr("Your schedule so far: %1.").arg(taken));
  }
}

void ChallengeView::clearStep() { say(*attempt_, {}); }

void ChallengeView::setPieces(const course::Pieces& pieces) {
  for (const auto& [slot, list] : lists_) {
    QStringList ids;
    for (const std::string& id : pieces.at(slot)) ids += words(id);
    list->setChosen(ids);
  }
}

void ChallengeView::beginJudging() {
  judged_.reset();
  say(*verdict_, tr("Exploring the schedules of your program ..."));
  play_->hide();
  refresh();
}

void ChallengeView::showVerdict(const course::Exploration& exploration) {
  judged_ = course::verdict(exploration.outcome);
  say(*verdict_, theme::verdictSign(*judged_) + QLatin1Char(' ') + words(exploration.sentence));
  play_->setVisible(!exploration.schedule.empty());
  refresh();
  // It gets its height when the layout has been asked for it.
  QMetaObject::invokeMethod(
      this, [this] { ensureWidgetVisible(verdict_); }, Qt::QueuedConnection);
}

void ChallengeView::clearVerdict() {
  judged_.reset();
  say(*verdict_, {});
  play_->hide();
  refresh();
}

void ChallengeView::refresh() {
  const std::size_t left = challenge_.hints.size() - hintsShown_;
  hint_->setEnabled(left > 0);
  hint_->setText(left > 0 ? tr("Hint (%1 left)").arg(left) : tr("No more hints"));
  QStringList numbered;
  for (const QString& each : hints()) numbered += QStringLiteral("%1. %2").arg(numbered.size() + 1).arg(each);
  say(*hints_, numbered.join(QLatin1Char('\n')));
  state_->setText(inWords(progress_, challenge_.least_pre_emptions));
  repairTitle_->setText(progress_.repaired ? tr("Repair it: %1 done").arg(theme::verdictSign(course::Verdict::holds))
                                           : tr("Repair it"));
  for (QLabel* title : {goal_, repairTitle_}) setWeight(*title, font(), true);
  colour(*state_, progress_.preEmptions ? course::Verdict::holds : course::Verdict::undecided);
  colour(*verdict_, judged_.value_or(course::Verdict::undecided));
  setWeight(*verdict_, font(), judged_.has_value());
}

void ChallengeView::changeEvent(QEvent* event) {
  VerticalScrollArea::changeEvent(event);
  if (!verdict_) return;
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) refresh();
}

QString ChallengeView::state() const { return state_->text(); }
QString ChallengeView::attempt() const { return attempt_->text(); }
QString ChallengeView::verdict() const { return verdict_->text(); }

}  // namespace ui
