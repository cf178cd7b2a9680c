#include "ui/glossary_window.h"

#include <QAbstractTextDocumentLayout>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBlock>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/course_text.h"
#include "ui/words.h"

namespace ui {
namespace {

bool holdsAll(const course::Term& term, const QStringList& wanted) {
  const QString text = headingOf(term) + QLatin1Char(' ') + words(term.text);
  return std::ranges::all_of(wanted, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

}  // namespace

GlossaryWindow::GlossaryWindow(const course::Glossary& glossary, QWidget* parent)
    : QDialog(parent), glossary_(glossary), filter_(new QLineEdit), text_(new CourseText) {
  setWindowTitle(tr("Glossary"));
  filter_->setPlaceholderText(tr("Find a term"));
  filter_->setAccessibleName(tr("Find a term"));
  filter_->setClearButtonEnabled(true);
  text_->setGlossary(glossary);
  text_->setAccessibleName(tr("Terms"));
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  // Enter in the line above is not to close the window.
  buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
  auto* column = new QVBoxLayout(this);
  column->addWidget(filter_);
  column->addWidget(text_, 1);
  column->addWidget(buttons);
  connect(filter_, &QLineEdit::textChanged, this, &GlossaryWindow::fill);
  connect(text_, &CourseText::lessonChosen, this, &GlossaryWindow::lessonChosen);
  connect(text_, &CourseText::termChosen, this, [this](const QString& name) { openAt(name); });
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  resize(fontMetrics().averageCharWidth() * 84, fontMetrics().height() * 34);
  fill();
}

void GlossaryWindow::fill() {
  const QStringList wanted = filter_->text().split(u' ', Qt::SkipEmptyParts);
  QString markdown;
  for (const course::Term& term : glossary_.terms()) {
    if (!holdsAll(term, wanted)) continue;
    markdown += QStringLiteral("### %1\n\n%2\n\n").arg(headingOf(term), words(term.text));
  }
  text_->showText(markdown.isEmpty() ? tr("No term has these words.").toStdString() : markdown.toStdString());
}

void GlossaryWindow::openAt(const QString& name) {
  filter_->clear();
  show();
  raise();
  activateWindow();
  const course::Term* const term = glossary_.find(name.toStdString());
  if (term == nullptr) {
    text_->verticalScrollBar()->setValue(0);
    return filter_->setFocus(Qt::OtherFocusReason);
  }
  text_->setFocus(Qt::OtherFocusReason);
  scrollTo(*term);
}

void GlossaryWindow::scrollTo(const course::Term& term) {
  const QTextDocument& document = *text_->document();
  const QString heading = headingOf(term);
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    if (block.blockFormat().headingLevel() == 0 || block.text() != heading) continue;
    text_->setTextCursor(QTextCursor(block));
    document.documentLayout()->documentSize();  // lays all of it out, so that the bar reaches the end
    return text_->verticalScrollBar()->setValue(qRound(document.documentLayout()->blockBoundingRect(block).top()));
  }
}

}  // namespace ui
