#include <QSet>
#include <QTest>

#include "ui/panel.h"

class TestPanel : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void titles_and_keys_are_all_different();
};

void TestPanel::titles_and_keys_are_all_different() {
  QSet<QString> titles;
  QSet<QString> keys;
  for (const ui::Panel panel : ui::allPanels) {
    titles.insert(ui::title(panel));
    keys.insert(ui::key(panel));
  }
  QCOMPARE(titles.size(), static_cast<qsizetype>(ui::allPanels.size()));
  QCOMPARE(keys.size(), static_cast<qsizetype>(ui::allPanels.size()));
}

QTEST_APPLESS_MAIN(TestPanel)
#include "tst_panel.moc"
