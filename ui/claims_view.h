#pragma once

#include <QScrollArea>
#include <vector>

#include "ui/frame.h"

class QLabel;
class QVBoxLayout;

namespace ui {

/// What the lesson says about its program, and whether this run bears it out: sign, word, sentence, figures.
/// GUI thread only.
class ClaimsView : public QScrollArea {
  Q_OBJECT

 public:
  explicit ClaimsView(QWidget* parent = nullptr);

  void setClaims(const std::vector<course::Claim>& claims);
  void showFrame(const FramePointer& frame);
  /// Every claim undecided again.
  void clear();

  /// As the row says it: "fails: No increment is lost. 4 of 20 are missing." Empty for an unknown id.
  QString spoken(const std::string& id) const;
  /// With a line of figures for each claim, which comes with the run.
  int heightForWidth(int width) const override;

 Q_SIGNALS:
  /// heightForWidth() is another one, since the reasons for the verdicts have come or gone.
  void neededHeightChanged();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  struct Row {
    std::string id;
    QWidget* box = nullptr;
    QLabel* sign = nullptr;
    QLabel* sentence = nullptr;
    QLabel* because = nullptr;
    course::Judgement judgement;
    QString text;
  };

  Row makeRow(const course::Claim& claim);
  static void show(Row& row);

  QVBoxLayout* rowsLayout_;  ///< its last item is the room that is left
  std::vector<Row> rows_;
  int neededHeight_ = 0;
};

}  // namespace ui
