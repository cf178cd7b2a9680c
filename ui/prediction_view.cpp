#include "ui/prediction_view.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/theme.h"
#include "ui/words.h"

namespace ui {
namespace {

QLabel* wrappedLabel() {
  auto* label = new QLabel;
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  return label;
}

void colour(QLabel& label, const QColor& color) {
  QPalette palette = label.palette();
  palette.setColor(QPalette::WindowText, color);
  label.setPalette(palette);
}

}  // namespace

PredictionView::PredictionView(QWidget* parent)
    : QScrollArea(parent),
      fold_(new QToolButton),
      body_(new QWidget),
      question_(wrappedLabel()),
      choicesLayout_(new QVBoxLayout),
      commit_(new QPushButton(tr("This is my answer"))),
      judgement_(wrappedLabel()) {
  auto* content = new QWidget;
  auto* layout = new QVBoxLayout(content);
  layout->setContentsMargins(8, 4, 8, 6);
  layout->setSpacing(2);
  layout->addWidget(fold_);
  layout->addWidget(body_);
  layout->addStretch(1);
  auto* inside = new QVBoxLayout(body_);
  inside->setContentsMargins(4, 0, 0, 0);
  inside->addWidget(question_);
  choicesLayout_->setSpacing(2);
  inside->addLayout(choicesLayout_);
  inside->addWidget(commit_, 0, Qt::AlignLeft);
  inside->addWidget(judgement_);
  judgement_->installEventFilter(this);
  setWidget(content);
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  fold_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  fold_->setAutoRaise(true);
  fold_->setCheckable(true);
  connect(fold_, &QToolButton::toggled, this, &PredictionView::refresh);
  connect(commit_, &QPushButton::clicked, this, &PredictionView::commit);
  setAccessibleName(tr("Prediction"));
  setPrediction({});
}

void PredictionView::setPrediction(const course::Prediction& prediction) {
  prediction_ = prediction;
  question_->setText(words(prediction_.question));
  for (const Choice& choice : choices_) delete choice.row;
  choices_.clear();
  for (const auto& answer : prediction_.answers) choices_.push_back(makeChoice(answer));
  widget()->setVisible(!choices_.empty());
  clear();
}

PredictionView::Choice PredictionView::makeChoice(const course::Prediction::Answer& answer) {
  Choice choice{new QWidget, new QRadioButton, wrappedLabel()};
  choice.text->setText(words(answer.text));
  choice.text->installEventFilter(this);
  choice.button->setAccessibleName(words(answer.text));
  auto* layout = new QHBoxLayout(choice.row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(choice.button, 0, Qt::AlignTop);
  layout->addWidget(choice.text, 1);
  choicesLayout_->addWidget(choice.row);
  // A radio button of its own parent knows no siblings: the view keeps them exclusive.
  choice.button->setAutoExclusive(false);
  connect(choice.button, &QRadioButton::clicked, this, [this, chosen = choice.button] {
    for (const Choice& other : choices_) other.button->setChecked(other.button == chosen);
    refresh();
  });
  return choice;
}

bool PredictionView::eventFilter(QObject* watched, QEvent* event) {
  // What is said now may be below the edge: it is brought into sight once it has its place.
  if (watched == judgement_ && event->type() == QEvent::Resize && revealed_) {
    QTimer::singleShot(0, this, [this] { ensureWidgetVisible(judgement_); });
  }
  const bool press = event->type() == QEvent::MouseButtonPress;
  if (press || event->type() == QEvent::MouseButtonRelease) {
    for (const Choice& choice : choices_) {
      if (choice.text != watched) continue;
      if (press && answer_ < 0) choice.button->click();
      return true;
    }
  }
  return QScrollArea::eventFilter(watched, event);
}

int PredictionView::selected() const {
  for (std::size_t i = 0; i < choices_.size(); ++i) {
    if (choices_[i].button->isChecked()) return static_cast<int>(i);
  }
  return -1;
}

void PredictionView::commit() {
  setAnswer(selected());
  Q_EMIT answered(answer_);
}

void PredictionView::setAnswer(int index) {
  answer_ = index >= 0 && index < static_cast<int>(choices_.size()) ? index : -1;
  for (std::size_t i = 0; i < choices_.size(); ++i) choices_[i].button->setChecked(static_cast<int>(i) == answer_);
  refresh();
}

void PredictionView::reveal() {
  revealed_ = true;
  refresh();
}

void PredictionView::showFrame(const FramePointer& frame) {
  if (frame && frame->state == course::RunState::over && !revealed_) reveal();
}

void PredictionView::clear() {
  revealed_ = false;
  setAnswer(-1);
}

void PredictionView::setFolded(bool folded) { fold_->setChecked(folded); }
bool PredictionView::isFolded() const { return fold_->isChecked(); }
QString PredictionView::judgement() const { return judgement_->text(); }
int PredictionView::heightForWidth(int width) const { return widget()->heightForWidth(width); }

void PredictionView::updateChoices() {
  for (std::size_t i = 0; i < choices_.size(); ++i) {
    const Choice& choice = choices_[i];
    choice.button->setEnabled(answer_ < 0);
    // Fusion derives the ring from the window's colour, on which it then can hardly be seen in the dark.
    QPalette ring = palette();
    ring.setColor(QPalette::Window, ring.color(QPalette::PlaceholderText));
    choice.button->setPalette(ring);
    const bool right = revealed_ && answer_ >= 0 && prediction_.answers[i].right();
    QFont font = this->font();
    font.setBold(right || static_cast<int>(i) == answer_);
    choice.text->setFont(font);
    const QString sign = right ? theme::verdictSign(course::Verdict::holds) + QLatin1Char(' ') : QString();
    choice.text->setText(sign + words(prediction_.answers[i].text));
  }
}

void PredictionView::refresh() {
  body_->setVisible(!isFolded());
  fold_->setArrowType(isFolded() ? Qt::RightArrow : Qt::DownArrow);
  fold_->setText(answer_ < 0 ? tr("What do you expect?") : tr("What you expected"));
  updateChoices();
  commit_->setVisible(answer_ < 0);
  commit_->setEnabled(selected() >= 0);
  judgement_->setVisible(answer_ >= 0);
  if (answer_ < 0) return judgement_->clear();
  if (!revealed_) {
    colour(*judgement_, theme::verdictColor(course::Verdict::undecided));
    return judgement_->setText(tr("Your answer stands. Run the lesson to see."));
  }
  const auto& given = prediction_.answers[static_cast<std::size_t>(answer_)];
  const auto verdict = given.right() ? course::Verdict::holds : course::Verdict::fails;
  colour(*judgement_, theme::verdictColor(verdict));
  const QString opening = given.right()
                              ? tr("Right.")
                              : tr("Not so. A common misconception: \u201C%1\u201D.").arg(words(given.misconception));
  judgement_->setText(theme::verdictSign(verdict) + QLatin1Char(' ') + opening + QLatin1Char(' ') +
                      words(given.response));
}

void PredictionView::changeEvent(QEvent* event) {
  QScrollArea::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) refresh();
}

}  // namespace ui
