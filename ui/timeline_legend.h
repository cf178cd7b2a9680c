#pragma once

#include <QImage>
#include <QWidget>
#include <vector>

namespace ui::timeline {

/// What the bars and arrows of the timeline mean; as many lines as its width needs.
class Legend : public QWidget {
  Q_OBJECT

 public:
  explicit Legend(QWidget* parent = nullptr);

  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;
  /// Whether that width is enough for two lines at most.
  bool isShortAt(int width) const;

 protected:
  void changeEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  struct Entry {
    QString text;
    QImage picture;  ///< null: the arrow
  };

  void build();
  QSize swatchSize() const;
  int widthOf(const Entry& entry) const;
  /// Where the entries stand, for this width.
  std::vector<QPoint> places(int width) const;

  std::vector<Entry> entries_;
};

}  // namespace ui::timeline
