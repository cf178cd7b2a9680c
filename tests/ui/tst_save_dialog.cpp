#include <QFile>
#include <QFileDialog>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTest>

#include "dialog_answers.h"
#include "ui/save_dialog.h"

class TestSaveDialog : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void the_proposed_name_is_taken_by_pressing_enter();
  void a_name_without_a_suffix_gets_that_of_its_kind();
  void a_file_that_has_the_suffix_is_not_overwritten_without_asking();
  void who_thinks_better_of_it_gets_no_name();

 private:
  QString ask() {
    return ui::askWhereToSave(parent_, QStringLiteral("Save schedule"), in(QStringLiteral("schedule.jsonl")),
                              {QStringLiteral("Schedules"), QStringLiteral("jsonl")});
  }
  QString in(const QString& name) const { return folder_.filePath(name); }

  QWidget parent_;
  QTemporaryDir folder_;
};

void TestSaveDialog::the_proposed_name_is_taken_by_pressing_enter() {
  DialogAnswers answers;
  answers.toFileDialog([](QFileDialog& dialog) {
    QCOMPARE(dialog.windowTitle(), QStringLiteral("Save schedule"));
    QCOMPARE(dialog.nameFilters(), QStringList(QStringLiteral("Schedules (*.jsonl)")));
    QTest::keyClick(&dialog, Qt::Key_Return);
  });
  QCOMPARE(ask(), in(QStringLiteral("schedule.jsonl")));
  QVERIFY(answers.allGiven());
}

void TestSaveDialog::a_name_without_a_suffix_gets_that_of_its_kind() {
  DialogAnswers answers;
  for (const auto& [typed, saved] : {std::pair("lost", "lost.jsonl"), std::pair("lost.txt", "lost.txt")}) {
    const QString name = in(QString::fromLatin1(typed));
    answers.toFileDialog([name](QFileDialog& dialog) { answerWith(dialog, name); });
    QCOMPARE(ask(), in(QString::fromLatin1(saved)));
    QVERIFY(answers.allGiven());
  }
}

void TestSaveDialog::a_file_that_has_the_suffix_is_not_overwritten_without_asking() {
  QFile there(in(QStringLiteral("there.jsonl")));
  QVERIFY(there.open(QIODevice::WriteOnly));
  DialogAnswers answers;
  answers.toFileDialog([this](QFileDialog& dialog) {
    answerWith(dialog, in(QStringLiteral("there")));
    dialog.reject();
  });
  answers.toMessageBox([](QMessageBox& question) {
    QVERIFY2(question.text().contains(QStringLiteral("there.jsonl already exists")), qPrintable(question.text()));
    question.button(QMessageBox::No)->click();
  });
  QVERIFY(ask().isEmpty());
  QVERIFY(answers.allGiven());
}

void TestSaveDialog::who_thinks_better_of_it_gets_no_name() {
  DialogAnswers answers;
  answers.toFileDialog([](QFileDialog& dialog) { QTest::keyClick(&dialog, Qt::Key_Escape); });
  QVERIFY(ask().isEmpty());
  QVERIFY(answers.allGiven());
}

QTEST_MAIN(TestSaveDialog)
#include "tst_save_dialog.moc"
