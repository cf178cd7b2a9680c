#include "notice.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace ui {

Notice::Notice(QWidget* parent) : QFrame(parent), sentence_(new QLabel(this)) {
  setFrameShape(QFrame::StyledPanel);
  setBackgroundRole(QPalette::ToolTipBase);
  setAutoFillBackground(true);
  sentence_->setWordWrap(true);
  sentence_->setForegroundRole(QPalette::ToolTipText);
  sentence_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  auto* close = new QPushButton(QStringLiteral("Close"), this);
  connect(close, &QPushButton::clicked, this, &QWidget::hide);
  auto* row = new QHBoxLayout(this);
  row->addWidget(sentence_, 1);
  row->addWidget(close);
  hide();
}

void Notice::say(const QString& sentence) {
  sentence_->setText(sentence);
  setVisible(!sentence.isEmpty());
}

}  // namespace ui
