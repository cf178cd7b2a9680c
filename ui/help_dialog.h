#pragma once

#include <QDialog>

namespace ui {

/// One page: the keys, what the signs and patterns mean, the licence.
class HelpDialog : public QDialog {
  Q_OBJECT

 public:
  explicit HelpDialog(QWidget* parent = nullptr);
};

}  // namespace ui
