#pragma once

#include <QWidget>

class QHBoxLayout;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace ui {

class ElidedLabel;

/// How many runs, the button that begins them, and how far they are. GUI thread only.
class TrialsBar : public QWidget {
  Q_OBJECT

 public:
  /// `label` stands before the number: "Runs", "Runs of each"; `verb` on the button.
  TrialsBar(const QString& label, const QString& verb, int initial, int most, QWidget* parent = nullptr);

  /// At the end of the line.
  void addTool(QWidget* tool);

  int runs() const;
  /// The runs have begun: from now on they can be cancelled.
  void begin();
  void showProgress(std::uint64_t done, std::uint64_t wanted, const QString& doing = {});
  /// They are over, or given up.
  void end();

 Q_SIGNALS:
  void startAsked();
  void cancelAsked();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  /// How far they are stands behind the controls, or below them where there is no room for a figure.
  void placeProgress();

  QHBoxLayout* controls_;
  QHBoxLayout* below_;
  QHBoxLayout* beside_ = nullptr;
  QSpinBox* runs_;
  QPushButton* start_;
  QPushButton* cancel_;
  ElidedLabel* words_;
  QProgressBar* progress_;
};

}  // namespace ui
