#include <QTest>

#include "patience.h"
#include "ui/spinner.h"

class TestSpinner : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_turns_while_the_event_loop_runs();
  void it_has_an_accessible_name();
};

void TestSpinner::it_turns_while_the_event_loop_runs() {
  ui::Spinner spinner;
  spinner.resize(32, 32);
  spinner.show();
  const QImage before = spinner.grab().toImage();
  QTRY_VERIFY(spinner.grab().toImage() != before);
}

void TestSpinner::it_has_an_accessible_name() { QVERIFY(!ui::Spinner().accessibleName().isEmpty()); }

QTEST_MAIN(TestSpinner)
#include "tst_spinner.moc"
