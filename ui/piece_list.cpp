#include "ui/piece_list.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/code_font.h"
#include "ui/words.h"

namespace ui {
namespace {

enum Role { idRole = Qt::UserRole, labelRole };

QString codeOf(const course::Piece& piece, const course::Entry& entry) {
  const QString code = words(course::snippet(entry.code, piece.id).text);
  return code.isEmpty() ? PieceList::tr("(nothing)") : code;
}

/// Where a line may be broken: at places without blanks too, but not within quotation marks.
QString breakable(QString code) {
  constexpr QChar zeroWidthSpace(0x200B);
  static const QRegularExpression seam(QStringLiteral("(::|[(.])"));
  bool quoted = false;
  for (QChar& character : code) {
    if (character == u'"') quoted = !quoted;
    if (quoted && character == u' ') character = QChar::Nbsp;
  }
  return code.replace(seam, QStringLiteral("\\1") + zeroWidthSpace);
}

/// Each line of code with what does not fit below it, further in: or the rest would look like a line of its own. All
/// of one height: a place to break at may come from another font, whose lines are higher.
QString hanging(const QString& code, const QFont& font) {
  constexpr int further = 4;
  const QFontMetrics metrics(font);
  const int character = metrics.horizontalAdvance(QLatin1Char(' '));
  QString html;
  for (const QString& line : code.split(QLatin1Char('\n'))) {
    const auto indent = std::find_if_not(line.begin(), line.end(), [](QChar c) { return c.isSpace(); }) - line.begin();
    html +=
        QStringLiteral(
            "<p style='margin: 0px 0px 0px %1px; text-indent: -%1px; line-height: %2px; white-space: pre-wrap'>%3</p>")
            .arg((indent + further) * character)
            .arg(metrics.lineSpacing())
            .arg(breakable(line).toHtmlEscaped());
  }
  return html;
}

/// With a line between two pieces: one may be of several lines.
class PieceDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    return QStyledItemDelegate::sizeHint(option, index) + QSize(0, option.fontMetrics.height() / 3);
  }

 protected:
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    QStyledItemDelegate::paint(painter, option, index);
    if (index.row() == 0) return;
    painter->setPen(option.palette.color(QPalette::PlaceholderText));
    painter->drawLine(option.rect.topLeft(), option.rect.topRight());
  }
};

bool changesLook(const QEvent& event) {
  return event.type() == QEvent::FontChange || event.type() == QEvent::PaletteChange;
}

}  // namespace

PieceList* makePieceList(const course::Slot& slot, const course::Entry& entry, QWidget* parent) {
  switch (slot.form) {
    case course::Slot::Form::one_of: return new PieceChoice(slot, entry, parent);
    case course::Slot::Form::in_order: return new PieceOrder(slot, entry, parent);
  }
  return nullptr;
}

PieceChoice::PieceChoice(const course::Slot& slot, const course::Entry& entry, QWidget* parent) : PieceList(parent) {
  setAccessibleName(words(slot.label));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  for (const course::Piece& piece : slot.pieces) {
    rows_.push_back(makeRow(piece, entry));
    auto* line = new QHBoxLayout;
    line->setSpacing(6);
    line->addWidget(rows_.back().button, 0, Qt::AlignTop);
    auto* texts = new QVBoxLayout;
    texts->addWidget(rows_.back().label);
    texts->addWidget(rows_.back().code);
    line->addLayout(texts, 1);
    column->addLayout(line);
  }
  fitToFont();
}

/// The button without its text, which could not be wrapped.
PieceChoice::Row PieceChoice::makeRow(const course::Piece& piece, const course::Entry& entry) {
  Row row{words(piece.id), new QRadioButton, new QLabel(words(piece.label)), new QLabel};
  row.button->setAccessibleName(row.label->text());
  row.button->setAccessibleDescription(codeOf(piece, entry));
  row.label->setTextFormat(Qt::PlainText);
  row.code->setTextFormat(Qt::RichText);
  row.code->setAccessibleName(row.button->accessibleDescription());
  for (QLabel* text : {row.label, row.code}) {
    text->setWordWrap(true);
    text->installEventFilter(this);
  }
  connect(row.button, &QRadioButton::clicked, this, &PieceList::changed);
  return row;
}

QStringList PieceChoice::chosen() const {
  for (const Row& row : rows_) {
    if (row.button->isChecked()) return {row.id};
  }
  return {};
}

void PieceChoice::setChosen(const QStringList& ids) {
  for (const Row& row : rows_) {
    if (ids.contains(row.id)) row.button->setChecked(true);
  }
}

bool PieceChoice::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::MouseButtonRelease) {
    for (const Row& row : rows_) {
      if (row.code == watched || row.label == watched) row.button->click();
    }
  }
  return PieceList::eventFilter(watched, event);
}

void PieceChoice::fitToFont() {
  for (const Row& row : rows_) {
    row.code->setFont(codeFont());
    row.code->setText(hanging(row.button->accessibleDescription(), codeFont()));
    row.code->setContentsMargins(0, 0, 0, 4);
    // Fusion makes the ring of the window's colour, only darker, so that it could hardly be seen.
    QPalette ring = palette();
    ring.setColor(QPalette::Window, ring.color(QPalette::PlaceholderText).lighter(150));
    row.button->setPalette(ring);
  }
}

void PieceChoice::changeEvent(QEvent* event) {
  PieceList::changeEvent(event);
  if (changesLook(*event)) fitToFont();
}

PieceOrder::PieceOrder(const course::Slot& slot, const course::Entry& entry, QWidget* parent)
    : PieceList(parent), list_(new QListWidget) {
  list_->setAccessibleName(words(slot.label));
  list_->setDragDropMode(QAbstractItemView::InternalMove);
  list_->setWordWrap(true);
  list_->setAlternatingRowColors(true);
  list_->setSpacing(1);
  list_->setItemDelegate(new PieceDelegate(list_));
  list_->viewport()->installEventFilter(this);
  list_->setTextElideMode(Qt::ElideNone);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  for (const course::Piece& piece : slot.pieces) {
    auto* item = new QListWidgetItem(codeOf(piece, entry), list_);
    item->setData(idRole, words(piece.id));
    item->setData(labelRole, words(piece.label));
    item->setToolTip(words(piece.label));
  }
  list_->setCurrentRow(0);
  auto* up = new QPushButton(tr("Move up"));
  auto* down = new QPushButton(tr("Move down"));
  up->setToolTip(tr("Alt+Up in the list; or drag the line"));
  down->setToolTip(tr("Alt+Down in the list; or drag the line"));
  connect(up, &QPushButton::clicked, this, [this] { move(-1); });
  connect(down, &QPushButton::clicked, this, [this] { move(1); });
  for (const auto& [key, by] : {std::pair(Qt::Key_Up, -1), std::pair(Qt::Key_Down, 1)}) {
    auto* action = new QAction(list_);
    action->setShortcut(QKeySequence(Qt::ALT | key));
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, [this, by = by] { move(by); });
    list_->addAction(action);
  }
  connect(list_->model(), &QAbstractItemModel::rowsMoved, this, &PieceOrder::reordered);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(up);
  buttons->addWidget(down);
  buttons->addStretch(1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(list_);
  column->addLayout(buttons);
  setFocusProxy(list_);
  reordered();
}

QStringList PieceOrder::chosen() const {
  QStringList ids;
  for (int row = 0; row < list_->count(); ++row) ids += list_->item(row)->data(idRole).toString();
  return ids;
}

void PieceOrder::setChosen(const QStringList& ids) {
  if (ids == chosen()) return;
  const QSignalBlocker silent(this);
  for (int to = 0; to < ids.size(); ++to) {
    const int from = static_cast<int>(chosen().indexOf(ids[to]));
    if (from >= 0) list_->insertItem(to, list_->takeItem(from));
  }
  list_->setCurrentRow(0);
  reordered();
}

void PieceOrder::move(int by) {
  const int from = list_->currentRow();
  const int to = from + by;
  if (from < 0 || to < 0 || to >= list_->count()) return;
  list_->insertItem(to, list_->takeItem(from));
  list_->setCurrentRow(to);
  reordered();
}

void PieceOrder::reordered() {
  for (int row = 0; row < list_->count(); ++row) {
    QListWidgetItem* item = list_->item(row);
    const QString place = tr("%1 of %2: %3").arg(row + 1).arg(list_->count()).arg(item->data(labelRole).toString());
    item->setData(Qt::AccessibleTextRole, place);
  }
  fitToContent();
  Q_EMIT changed();
}

void PieceOrder::fitToContent() {
  list_->setFont(codeFont());
  list_->doItemsLayout();
  const int top = list_->visualItemRect(list_->item(0)).top();
  const int bottom = list_->visualItemRect(list_->item(list_->count() - 1)).bottom();
  const int height = bottom + 1 - top + 2 * (list_->spacing() + list_->frameWidth());
  list_->setFixedHeight(height);
}

void PieceOrder::changeEvent(QEvent* event) {
  PieceList::changeEvent(event);
  if (event->type() == QEvent::FontChange) fitToContent();
}

bool PieceOrder::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize) fitToContent();
  return PieceList::eventFilter(watched, event);
}

}  // namespace ui
