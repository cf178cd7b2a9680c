#include "ui/invitation.h"

#include <QEvent>
#include <QLabel>

#include "ui/vertical_scroll_area.h"

namespace ui {

Invitation::Invitation(QWidget* content, const QString& sentence, QWidget* parent)
    : QStackedWidget(parent), content_(content), label_(new QLabel(sentence)) {
  label_->setAlignment(Qt::AlignCenter);
  label_->setWordWrap(true);
  label_->setMargin(12);
  label_->setForegroundRole(QPalette::PlaceholderText);
  sentence_ = new VerticalScrollArea(label_);
  sentence_->setFocusPolicy(Qt::NoFocus);
  addWidget(sentence_);
  addWidget(content_);
}

void Invitation::showSentence() { setCurrentWidget(sentence_); }

void Invitation::showSentence(const QString& sentence) {
  label_->setText(sentence);
  showSentence();
}

void Invitation::showContent() { setCurrentWidget(content_); }

void Invitation::changeEvent(QEvent* event) {
  QStackedWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) lookChanged();
}

bool Invitation::isContentShown() const { return currentWidget() == content_; }

}  // namespace ui
