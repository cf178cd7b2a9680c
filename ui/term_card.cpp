#include "ui/term_card.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollBar>
#include <QTextDocument>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/course_text.h"
#include "ui/words.h"

namespace ui {
namespace {

constexpr int charactersPerLine = 62;
constexpr int gap = 4;

QToolButton* button(const QString& text, const QString& help) {
  auto* made = new QToolButton;
  made->setText(text);
  made->setToolTip(help);
  made->setAccessibleName(help);
  made->setAutoRaise(true);
  made->setFocusPolicy(Qt::StrongFocus);
  return made;
}

}  // namespace

TermCard::TermCard(const course::Glossary& glossary, QWidget& page)
    : QFrame(&page), glossary_(glossary), page_(page), heading_(new QLabel), text_(new CourseText) {
  hide();
  setFrameStyle(QFrame::Box | QFrame::Plain);
  setAutoFillBackground(true);
  setBackgroundRole(QPalette::Base);
  setAccessibleName(tr("Meaning of a term"));
  QFont bold = heading_->font();
  bold.setBold(true);
  heading_->setFont(bold);
  auto* all = button(tr("Glossary"), tr("All terms"));
  auto* close = button(QStringLiteral("\u2715"), tr("Close (Esc)"));
  auto* row = new QHBoxLayout;
  heading_->setIndent(10);
  row->addWidget(heading_, 1);
  row->addWidget(all);
  row->addWidget(close);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(4, 4, 4, 0);
  column->setSpacing(0);
  column->addLayout(row);
  column->addWidget(text_, 1);
  text_->setGlossary(glossary);
  text_->setAccessibleName(tr("What it means"));
  connect(text_, &CourseText::lessonChosen, this, &TermCard::lessonChosen);
  connect(text_, &CourseText::termChosen, this, [this](const QString& name) { showTerm(name, {}); });
  connect(all, &QToolButton::clicked, this, [this] { Q_EMIT glossaryAsked(words(term_->id)); });
  connect(close, &QToolButton::clicked, this, &TermCard::dismiss);
  page_.installEventFilter(this);
}

void TermCard::showTerm(const QString& name, const QRect& link) {
  const course::Term* const term = glossary_.find(name.toStdString());
  if (term == nullptr) return;
  term_ = term;
  heading_->setText(headingOf(*term_));
  text_->showText(term_->text);
  // A link on the card itself leaves it where it is.
  if (!link.isNull()) link_ = {page_.mapFromGlobal(link.topLeft()), link.size()};
  if (isHidden()) focusBefore_ = page_.window()->focusWidget();
  place();
  show();
  raise();
  text_->setFocus(Qt::OtherFocusReason);
}

void TermCard::place() {
  const int width = std::min(fontMetrics().averageCharWidth() * charactersPerLine, page_.width() - 2 * gap);
  resize(width, height());
  layout()->activate();
  QTextDocument& document = *text_->document();
  document.setTextWidth(text_->viewport()->width());
  const int heading = layout()->itemAt(0)->sizeHint().height();
  const int around = 2 * frameWidth() + layout()->contentsMargins().top() + layout()->contentsMargins().bottom();
  const int wanted = around + heading + static_cast<int>(std::ceil(document.size().height()));
  const int height = std::min(wanted, page_.height() - 2 * gap);
  const bool below = link_.bottom() + gap + height <= page_.height();
  const int top = below ? link_.bottom() + gap : link_.top() - gap - height;
  setGeometry(std::clamp(link_.left(), gap, std::max(gap, page_.width() - gap - width)), std::max(gap, top), width,
              height);
}

void TermCard::dismiss() {
  hide();
  if (focusBefore_) focusBefore_->setFocus(Qt::OtherFocusReason);
}

void TermCard::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) return dismiss();
  QFrame::keyPressEvent(event);
}

bool TermCard::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize && isVisible()) place();
  return QFrame::eventFilter(watched, event);
}

}  // namespace ui
