#pragma once

#include <QPlainTextDocumentLayout>

class QPlainTextEdit;

namespace ui {

/// Lets what does not fit into a line go on below, further right: under the text, not under what stands before it.
/// For a plain text editor in a font of equal widths. GUI thread only.
class HangingLines : public QPlainTextDocumentLayout {
  Q_OBJECT

 public:
  /// Requires that the editor's document be `document`. The first `letters` of a line are what stands before.
  HangingLines(QTextDocument& document, const QPlainTextEdit& editor, int letters);

  QRectF blockBoundingRect(const QTextBlock& block) const override;

 protected:
  void documentChanged(int from, int charsRemoved, int charsAdded) override;

 private:
  void layOut(const QTextBlock& block) const;

  const QPlainTextEdit& editor_;
  int letters_;
};

}  // namespace ui
