#include <QAction>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTest>

#include "dialog_answers.h"
#include "ui/export_button.h"

class TestExportButton : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    written_.clear();
    error_.clear();
  }

  void each_kind_proposes_a_name_with_its_suffix_and_completes_one_without_data();
  void each_kind_proposes_a_name_with_its_suffix_and_completes_one_without();
  void a_chart_of_that_name_is_not_overwritten_without_asking();
  void what_cannot_be_written_is_said_in_a_box();
  void nothing_is_written_if_the_person_thinks_better_of_it();

 private:
  void choose(const QString& kind) {
    for (QAction* action : button_.menu()->actions()) {
      if (action->text().contains(kind)) return action->trigger();
    }
    QFAIL(qPrintable(kind));
  }

  QStringList written_;
  QString error_;
  ui::ExportButton button_{QStringLiteral("Time per run"), [this](const QString& path, QString* error) {
                             written_.append(path);
                             *error = error_;
                             return error_.isEmpty();
                           }};
  QTemporaryDir folder_;
};

void TestExportButton::each_kind_proposes_a_name_with_its_suffix_and_completes_one_without_data() {
  QTest::addColumn<QString>("suffix");
  for (const char* suffix : {"png", "pdf", "csv"}) QTest::newRow(suffix) << QString::fromLatin1(suffix);
}

void TestExportButton::each_kind_proposes_a_name_with_its_suffix_and_completes_one_without() {
  QFETCH(const QString, suffix);
  DialogAnswers answers;
  answers.toFileDialog([this, suffix](QFileDialog& dialog) {
    QCOMPARE(QFileInfo(dialog.selectedFiles().value(0)).fileName(), QStringLiteral("time-per-run.") + suffix);
    QVERIFY(dialog.selectedNameFilter().endsWith(QStringLiteral("(*.%1)").arg(suffix)));
    answerWith(dialog, folder_.filePath(QStringLiteral("chart")));
  });
  choose(suffix.toUpper());
  QVERIFY(answers.allGiven());
  QCOMPARE(written_, QStringList(folder_.filePath(QStringLiteral("chart.") + suffix)));
}

void TestExportButton::a_chart_of_that_name_is_not_overwritten_without_asking() {
  QFile there(folder_.filePath(QStringLiteral("there.png")));
  QVERIFY(there.open(QIODevice::WriteOnly));
  DialogAnswers answers;
  answers.toFileDialog([this](QFileDialog& dialog) { answerWith(dialog, folder_.filePath(QStringLiteral("there"))); });
  answers.toMessageBox([](QMessageBox& question) { question.button(QMessageBox::Yes)->click(); });
  choose(QStringLiteral("PNG"));
  QVERIFY(answers.allGiven());
  QCOMPARE(written_, QStringList(there.fileName()));
}

void TestExportButton::what_cannot_be_written_is_said_in_a_box() {
  error_ = QStringLiteral("Could not write it: no space left on device.");
  DialogAnswers answers;
  answers.toFileDialog(
      [this](QFileDialog& dialog) { answerWith(dialog, folder_.filePath(QStringLiteral("full.csv"))); });
  answers.toMessageBox([this](QMessageBox& box) {
    QCOMPARE(box.text(), error_);
    box.accept();
  });
  choose(QStringLiteral("CSV"));
  QVERIFY(answers.allGiven());
}

void TestExportButton::nothing_is_written_if_the_person_thinks_better_of_it() {
  DialogAnswers answers;
  answers.toFileDialog([](QFileDialog& dialog) { QTest::keyClick(&dialog, Qt::Key_Escape); });
  choose(QStringLiteral("PDF"));
  QVERIFY(answers.allGiven());
  QVERIFY(written_.isEmpty());
}

QTEST_MAIN(TestExportButton)
#include "tst_export_button.moc"
