#pragma once

#include <QStringList>
#include <QWidget>
#include <vector>

#include "course/catalogue.h"

class QLabel;
class QListWidget;
class QRadioButton;

namespace ui {

/// What a learner puts into one slot of a program: pieces of its code, with what each does in words. GUI thread only.
class PieceList : public QWidget {
  Q_OBJECT

 public:
  using QWidget::QWidget;

  /// The ids of what is chosen, in order.
  virtual QStringList chosen() const = 0;
  /// Emits nothing.
  virtual void setChosen(const QStringList& ids) = 0;

 Q_SIGNALS:
  void changed();
};

/// One of them: a button for each, with its code.
class PieceChoice : public PieceList {
  Q_OBJECT

 public:
  PieceChoice(const course::Slot& slot, const course::Entry& entry, QWidget* parent = nullptr);

  QStringList chosen() const override;
  void setChosen(const QStringList& ids) override;

 protected:
  /// A click on its words or its code chooses it.
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  struct Row {
    QString id;
    QRadioButton* button;
    QLabel* label;
    QLabel* code;
  };
  Row makeRow(const course::Piece& piece, const course::Entry& entry);
  void fitToFont();

  std::vector<Row> rows_;
};

/// All of them in an order: dragged, or moved by buttons and by Alt with an arrow key.
class PieceOrder : public PieceList {
  Q_OBJECT

 public:
  PieceOrder(const course::Slot& slot, const course::Entry& entry, QWidget* parent = nullptr);

  QStringList chosen() const override;
  void setChosen(const QStringList& ids) override;
  QListWidget& list() { return *list_; }

 protected:
  void changeEvent(QEvent* event) override;
  /// The list has another width, and its pieces other heights.
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void move(int by);
  void reordered();
  /// As high as its pieces.
  void fitToContent();

  QListWidget* list_;
};

PieceList* makePieceList(const course::Slot& slot, const course::Entry& entry, QWidget* parent);

}  // namespace ui
