#pragma once

#include <QToolButton>
#include <functional>

namespace ui {

struct FileKind;

/// Saves what a chart shows: asks for the kind and the place, and says what went wrong. GUI thread only.
class ExportButton : public QToolButton {
  Q_OBJECT

 public:
  /// Writes the file of that path; false with one sentence if it cannot.
  using Export = std::function<bool(const QString& path, QString* error)>;

  /// `name` is proposed for the file.
  ExportButton(const QString& name, Export exporter, QWidget* parent = nullptr);

  void setName(const QString& name) { name_ = name; }

 private:
  void ask(const FileKind& kind);

  QString name_;
  Export export_;
};

}  // namespace ui
