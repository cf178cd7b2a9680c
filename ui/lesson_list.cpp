#include "ui/lesson_list.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QToolButton>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/words.h"

namespace ui {
namespace {

enum Role { idRole = Qt::UserRole, titleRole, searchRole };

bool holdsAll(const QString& text, const QStringList& words) {
  return std::all_of(words.begin(), words.end(),
                     [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

}  // namespace

QString sign(Progress progress) {
  switch (progress) {
    case Progress::untouched: return QStringLiteral("\u25CB");
    case Progress::opened: return QStringLiteral("\u25D4");
    case Progress::ran: return QStringLiteral("\u25D1");
    case Progress::finished: return QStringLiteral("\u25CF");
    case Progress::halfSolved: return QStringLiteral("\u2606");
    case Progress::solved: return QStringLiteral("\u2605");
  }
  return {};
}

QString inWords(Progress progress) {
  switch (progress) {
    case Progress::untouched: return QStringLiteral("not opened yet");
    case Progress::opened: return QStringLiteral("opened");
    case Progress::ran: return QStringLiteral("some variants run");
    case Progress::finished: return QStringLiteral("every variant run");
    case Progress::halfSolved: return QStringLiteral("half solved");
    case Progress::solved: return QStringLiteral("solved");
  }
  return {};
}

LessonList::LessonList(const course::Catalogue& catalogue, QWidget* parent)
    : QWidget(parent), filter_(new QLineEdit(this)), tree_(new QTreeWidget(this)) {
  filter_->setPlaceholderText(QStringLiteral("Find a lesson"));
  filter_->setAccessibleName(QStringLiteral("Find a lesson"));
  filter_->setClearButtonEnabled(true);
  tree_->setAccessibleName(QStringLiteral("Lessons"));
  tree_->setHeaderHidden(true);
  tree_->setIndentation(10);
  tree_->setFrameShape(QFrame::NoFrame);
  tree_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(4, 4, 4, 0);
  column->addWidget(filter_);
  column->addWidget(tree_, 1);
  column->addWidget(makeGlossaryButton());
  setFocusProxy(tree_);
  for (const course::Entry& entry : catalogue.entries()) addLesson(entry);
  tree_->expandAll();
  connect(filter_, &QLineEdit::textChanged, this, &LessonList::filter);
  connect(tree_, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem* item) {
    if (item && item->parent()) Q_EMIT lessonChosen(item->data(0, idRole).toString());
  });
}

QToolButton* LessonList::makeGlossaryButton() {
  auto* button = new QToolButton(this);
  button->setText(QStringLiteral("Glossary"));
  button->setToolTip(QStringLiteral("What the terms in the texts mean (Shift+F1)"));
  button->setAutoRaise(true);
  connect(button, &QToolButton::clicked, this, &LessonList::glossaryAsked);
  return button;
}

QTreeWidgetItem* LessonList::chapterItem(int chapter) {
  for (int index = 0; index < tree_->topLevelItemCount(); ++index) {
    if (tree_->topLevelItem(index)->data(0, idRole).toInt() == chapter) return tree_->topLevelItem(index);
  }
  auto* item = new QTreeWidgetItem(tree_, {words(course::chapter_title(chapter))});
  item->setData(0, idRole, chapter);
  item->setFlags(Qt::ItemIsEnabled);
  item->setToolTip(0, item->text(0));
  QFont font = tree_->font();
  font.setBold(true);
  item->setData(0, Qt::FontRole, font);
  return item;
}

void LessonList::addLesson(const course::Entry& entry) {
  auto* item = new QTreeWidgetItem(chapterItem(entry.chapter()));
  item->setData(0, idRole, words(entry.id));
  item->setData(0, titleRole, words(entry.lesson.title));
  item->setData(0, searchRole, words(entry.lesson.title + " " + entry.lesson.summary + " " + entry.id));
  item->setToolTip(0, words(entry.lesson.summary));
  setProgress(words(entry.id), Progress::untouched);
}

QTreeWidgetItem* LessonList::find(const QString& lesson) const {
  for (QTreeWidgetItemIterator item(tree_); *item; ++item) {
    if ((*item)->parent() && (*item)->data(0, idRole).toString() == lesson) return *item;
  }
  return nullptr;
}

void LessonList::setProgress(const QString& lesson, Progress progress) {
  QTreeWidgetItem* item = find(lesson);
  if (!item) return;
  const QString title = item->data(0, titleRole).toString();
  item->setText(0, sign(progress) + QStringLiteral(" ") + title);
  item->setData(0, Qt::AccessibleTextRole, QStringLiteral("%1, %2").arg(title, inWords(progress)));
}

void LessonList::setCurrent(const QString& lesson) {
  const QSignalBlocker silent(tree_);
  tree_->setCurrentItem(find(lesson));
}

QSize LessonList::sizeHint() const {
  int widest = 0;
  for (QTreeWidgetItemIterator item(tree_); *item; ++item) {
    const bool chapter = (*item)->parent() == nullptr;
    QFont font = tree_->font();
    font.setBold(chapter);
    const int text = QFontMetrics(font).horizontalAdvance((*item)->text(0));
    widest = std::max(widest, text + tree_->indentation() * (chapter ? 1 : 2));
  }
  const QMargins margins = layout()->contentsMargins();
  constexpr int rounding = 1;
  const int besideText = 2 * (style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, tree_) + 1) + rounding;
  const int scrollBar = tree_->verticalScrollBar()->sizeHint().width();
  return {widest + besideText + scrollBar + margins.left() + margins.right(), QWidget::sizeHint().height()};
}

void LessonList::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (!tree_->currentItem()) return;
  // From the top, so that no more is hidden above than has to be.
  tree_->scrollToTop();
  tree_->scrollToItem(tree_->currentItem());
}

void LessonList::filter(const QString& words) {
  const QStringList wanted = words.split(u' ', Qt::SkipEmptyParts);
  for (int chapter = 0; chapter < tree_->topLevelItemCount(); ++chapter) {
    QTreeWidgetItem* parent = tree_->topLevelItem(chapter);
    bool any = false;
    for (int index = 0; index < parent->childCount(); ++index) {
      const bool shown = holdsAll(parent->child(index)->data(0, searchRole).toString(), wanted);
      parent->child(index)->setHidden(!shown);
      any = any || shown;
    }
    parent->setHidden(!any);
  }
}

}  // namespace ui
