#include "ui/notice.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace ui {

Notice::Notice(QWidget* parent) : QFrame(parent), text_(new QLabel(this)) {
  setFrameShape(QFrame::StyledPanel);
  setBackgroundRole(QPalette::ToolTipBase);
  setAutoFillBackground(true);
  text_->setWordWrap(true);
  text_->setForegroundRole(QPalette::ToolTipText);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  auto* close = new QPushButton(QStringLiteral("Close"), this);
  connect(close, &QPushButton::clicked, this, &Notice::dismiss);
  auto* row = new QHBoxLayout(this);
  row->addWidget(text_, 1);
  row->addWidget(close);
  hide();
}

void Notice::say(const QString& sentence) {
  said_ = sentence;
  showAll();
}

void Notice::warn(const QString& sentence) {
  if (!warnings_.contains(sentence)) warnings_.append(sentence);
  showAll();
}

void Notice::dismiss() {
  warnings_.clear();
  say({});
}

void Notice::showAll() {
  QStringList all = warnings_ + QStringList(said_);
  all.removeAll(QString());
  text_->setText(all.join(QLatin1Char('\n')));
  setVisible(!all.isEmpty());
}

}  // namespace ui
