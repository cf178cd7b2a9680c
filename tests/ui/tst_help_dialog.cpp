#include <QTest>
#include <QTextBrowser>

#include "patience.h"
#include "ui/help_dialog.h"
#include "ui/panel.h"

class TestHelpDialog : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_names_the_keys_the_signs_and_the_licence();
  void escape_closes_it();
};

void TestHelpDialog::it_names_the_keys_the_signs_and_the_licence() {
  const ui::HelpDialog dialog;
  const QString text = dialog.findChild<QTextBrowser*>()->toPlainText();
  for (const ui::Panel panel : ui::allPanels) QVERIFY(text.contains(ui::key(panel)));
  QVERIFY(text.contains(QStringLiteral("Shift+F5")));
  QVERIFY(text.contains(QStringLiteral("\u2717")));
  QVERIFY(text.contains(QStringLiteral("GNU General Public License")));
}

void TestHelpDialog::escape_closes_it() {
  ui::HelpDialog dialog;
  dialog.show();
  QTest::keyClick(&dialog, Qt::Key_Escape);
  QTRY_VERIFY(dialog.isHidden());
}

QTEST_MAIN(TestHelpDialog)
#include "tst_help_dialog.moc"
