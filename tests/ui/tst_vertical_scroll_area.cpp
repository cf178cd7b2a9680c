#include <QLabel>
#include <QScrollBar>
#include <QTest>
#include <QVBoxLayout>

#include "patience.h"
#include "ui/vertical_scroll_area.h"

class TestVerticalScrollArea : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_is_at_least_as_wide_as_its_content_has_to_be();
  void it_is_lower_than_its_content_and_scrolls();
};

namespace {

QWidget* tallContent() {
  auto* content = new QWidget;
  auto* column = new QVBoxLayout(content);
  for (int row = 0; row < 40; ++row) {
    auto* label = new QLabel(QStringLiteral("a row"));
    label->setMinimumWidth(300);
    column->addWidget(label);
  }
  return content;
}

}  // namespace

void TestVerticalScrollArea::it_is_at_least_as_wide_as_its_content_has_to_be() {
  QWidget* content = tallContent();
  const ui::VerticalScrollArea area(content);
  QVERIFY(content->minimumSizeHint().width() >= 300);
  QVERIFY(area.minimumSizeHint().width() > content->minimumSizeHint().width());
}

void TestVerticalScrollArea::it_is_lower_than_its_content_and_scrolls() {
  QWidget* content = tallContent();
  ui::VerticalScrollArea area(content);
  QVERIFY(area.minimumSizeHint().height() < content->minimumSizeHint().height());
  area.resize(400, 200);
  area.show();
  QTRY_VERIFY(area.verticalScrollBar()->maximum() > 0);
  QCOMPARE(area.horizontalScrollBar()->maximum(), 0);
}

QTEST_MAIN(TestVerticalScrollArea)
#include "tst_vertical_scroll_area.moc"
