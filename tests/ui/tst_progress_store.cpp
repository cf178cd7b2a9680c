#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>

#include "full_disk.h"
#include "ui/progress_store.h"

using namespace std::chrono_literals;
using ui::ProgressStore;

namespace {

course::Outcome outcome(const std::string& variant, course::Ending ending = course::Ending::finished) {
  course::Outcome result;
  result.lesson = "race-condition";
  result.variant = variant;
  result.parameters = {{"threads", "4"}, {"gap", "1 ms"}};
  result.ending = ending;
  result.claims = {{"nothing-lost", "No increment is lost.", {course::Verdict::fails, "3 of 8 are missing."}}};
  result.duration = 1500ms;
  return result;
}

void fill(const QString& file, const QByteArray& content) {
  QFile out(file);
  QVERIFY(out.open(QIODevice::WriteOnly));
  out.write(content);
}

/// To the same file, as another program has it.
class OtherConnection {
 public:
  explicit OtherConnection(const QString& file)
      : database_(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"))) {
    database_.setDatabaseName(file);
    database_.open();
  }
  ~OtherConnection() {
    database_.close();
    database_ = QSqlDatabase();
    QSqlDatabase::removeDatabase(QStringLiteral("other"));
  }
  OtherConnection(const OtherConnection&) = delete;
  OtherConnection& operator=(const OtherConnection&) = delete;

  bool execute(const char* statement) const { return QSqlQuery(database_).exec(QString::fromLatin1(statement)); }

 private:
  QSqlDatabase database_;
};

}  // namespace

class TestProgressStore : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }

  void a_new_store_knows_nothing_and_has_no_problem();
  void what_was_noted_is_there_after_a_restart();
  void settings_used_last_come_back_with_their_variant();
  void past_runs_come_latest_first_with_all_that_was_kept();
  void a_run_that_was_stopped_does_not_count_its_variant();
  void a_run_found_stuck_counts_although_it_was_stopped();
  void a_challenge_keeps_its_least_pre_emptions_and_its_repair();
  void a_folder_that_does_not_exist_yet_is_made();
  void a_damaged_file_is_moved_aside_and_a_new_one_begun();
  void a_file_damaged_in_the_middle_is_moved_aside();
  void a_file_damaged_in_one_table_is_moved_aside_and_the_rest_is_taken_over();
  void a_file_that_is_damaged_while_it_is_read_is_moved_aside();
  void a_file_that_is_damaged_while_it_is_written_is_moved_aside();
  void a_file_of_a_later_version_is_moved_aside();
  void a_good_file_that_another_program_has_locked_is_left_alone();
  void a_good_file_on_a_full_disk_is_left_alone_and_read();
  void a_damaged_file_on_a_full_disk_is_told_with_both_problems();
  void where_nothing_can_be_written_it_goes_on_in_memory();
  void when_writing_begins_to_fail_it_says_so_once_and_goes_on();

 private:
  /// Some megabytes of runs, more than SQLite keeps in memory.
  void fillWithRuns() const;
  /// Everything from there on.
  void overwriteFrom(qint64 place) const;
  QString file() const { return folder_->filePath(QStringLiteral("progress.sqlite")); }
  QStringList asides() const { return QDir(folder_->path()).entryList({QStringLiteral("*.damaged-*")}, QDir::Files); }

  std::unique_ptr<QTemporaryDir> folder_;
  const QString lesson_ = QStringLiteral("race-condition");
};

void TestProgressStore::a_new_store_knows_nothing_and_has_no_problem() {
  const ProgressStore store(file());
  QVERIFY(store.problem().isEmpty());
  QVERIFY(!store.opened(lesson_));
  QVERIFY(store.variantsRun(lesson_).isEmpty());
  QVERIFY(store.lastSettings(lesson_).isEmpty());
  QVERIFY(store.lastVariant(lesson_).isEmpty());
  QVERIFY(store.pastRuns(lesson_).empty());
}

void TestProgressStore::what_was_noted_is_there_after_a_restart() {
  {
    ProgressStore store(file());
    store.noteOpened(lesson_);
    store.noteRun(outcome("plain"));
    store.noteRun(outcome("lock"));
  }
  const ProgressStore store(file());
  QVERIFY(store.problem().isEmpty());
  QVERIFY(store.opened(lesson_));
  QCOMPARE(store.variantsRun(lesson_), QSet<QString>({QStringLiteral("plain"), QStringLiteral("lock")}));
}

void TestProgressStore::settings_used_last_come_back_with_their_variant() {
  course::Settings settings({course::integer("threads", "Threads", 1, 64, 4)});
  {
    ProgressStore store(file());
    settings.set("threads", 9);
    store.noteSettings(lesson_, QStringLiteral("plain"), settings);
    settings.set("threads", 12);
    store.noteSettings(lesson_, QStringLiteral("lock"), settings);
  }
  const ProgressStore store(file());
  QCOMPARE(store.lastVariant(lesson_), QStringLiteral("lock"));
  QCOMPARE(store.lastSettings(lesson_), (QMap<QString, qint64>{{QStringLiteral("threads"), 12}}));
}

void TestProgressStore::past_runs_come_latest_first_with_all_that_was_kept() {
  ProgressStore store(file());
  store.noteRun(outcome("plain"));
  store.noteRun(outcome("lock"));
  const auto runs = store.pastRuns(lesson_);
  QCOMPARE(runs.size(), 2U);
  QCOMPARE(runs[0].variant, QStringLiteral("lock"));
  QCOMPARE(runs[1].variant, QStringLiteral("plain"));
  QCOMPARE(runs[0].parameters.value(QStringLiteral("gap")), QStringLiteral("1 ms"));
  QCOMPARE(runs[0].verdicts.value(QStringLiteral("nothing-lost")), QStringLiteral("fails"));
  QCOMPARE(runs[0].ending, QStringLiteral("finished"));
  QCOMPARE(runs[0].nanoseconds, 1'500'000'000);
  QVERIFY(qAbs(runs[0].at.secsTo(QDateTime::currentDateTimeUtc())) < 600);
  QCOMPARE(store.pastRuns(lesson_, 1).size(), 1U);
}

void TestProgressStore::a_run_that_was_stopped_does_not_count_its_variant() {
  ProgressStore store(file());
  store.noteRun(outcome("plain", course::Ending::stopped));
  QVERIFY(store.variantsRun(lesson_).isEmpty());
  QCOMPARE(store.pastRuns(lesson_).size(), 1U);
}

void TestProgressStore::a_run_found_stuck_counts_although_it_was_stopped() {
  ProgressStore store(file());
  course::Outcome stuck = outcome("opposite", course::Ending::stopped);
  stuck.stuck = "worker-1 waits for worker-2.";
  store.noteRun(stuck);
  QVERIFY(store.variantsRun(lesson_).contains(QStringLiteral("opposite")));
}

void TestProgressStore::a_challenge_keeps_its_least_pre_emptions_and_its_repair() {
  const QString lesson = QStringLiteral("lost-update");
  {
    ProgressStore store(file());
    QCOMPARE(store.challenge(lesson), ui::ChallengeProgress{});
    store.noteRepaired(lesson);
    QVERIFY(store.challenge(lesson).isBegun() && !store.challenge(lesson).isSolved());
    for (const int preEmptions : {3, 1, 2}) store.noteBroken(lesson, preEmptions);
  }
  const ui::ChallengeProgress kept = ProgressStore(file()).challenge(lesson);
  QCOMPARE(kept, (ui::ChallengeProgress{1, true}));
  QVERIFY(kept.isSolved());
  QVERIFY(!ProgressStore(file()).challenge(QStringLiteral("boolean-flag")).isBegun());
}

void TestProgressStore::a_folder_that_does_not_exist_yet_is_made() {
  const ProgressStore store(folder_->filePath(QStringLiteral("a/b/progress.sqlite")));
  QVERIFY(store.problem().isEmpty());
  QVERIFY(QFile::exists(folder_->filePath(QStringLiteral("a/b/progress.sqlite"))));
}

void TestProgressStore::a_damaged_file_is_moved_aside_and_a_new_one_begun() {
  fill(file(), QByteArray("this is no database, but long enough to look like one").repeated(100));
  ProgressStore store(file());
  QVERIFY2(store.problem().contains(QStringLiteral("kept as")), qPrintable(store.problem()));
  QCOMPARE(asides().size(), 1);
  store.noteOpened(lesson_);
  QVERIFY(ProgressStore(file()).opened(lesson_));
}

void TestProgressStore::a_file_damaged_in_the_middle_is_moved_aside() {
  {
    ProgressStore store(file());
    for (int run = 0; run < 200; ++run) store.noteRun(outcome("plain"));
  }
  QFile raw(file());
  QVERIFY(raw.open(QIODevice::ReadWrite));
  QVERIFY(raw.seek(100));
  raw.write(QByteArray(raw.size() - 100, '\x5a'));
  raw.close();
  ProgressStore store(file());
  QVERIFY(!store.problem().isEmpty());
  QCOMPARE(asides().size(), 1);
  store.noteRun(outcome("plain"));
  QCOMPARE(store.pastRuns(lesson_).size(), 1U);
}

void TestProgressStore::fillWithRuns() const {
  ProgressStore store(file());
  store.noteOpened(lesson_);
  store.noteRepaired(lesson_);
  course::Outcome large = outcome("plain");
  large.parameters = {{"long", std::string(100'000, 'x')}};
  for (int run = 0; run < 50; ++run) store.noteRun(large);
}

void TestProgressStore::overwriteFrom(qint64 place) const {
  QFile raw(file());
  QVERIFY(raw.open(QIODevice::ReadWrite));
  QVERIFY(raw.size() > place && raw.seek(place));
  raw.write(QByteArray(raw.size() - place, '\x5a'));
}

void TestProgressStore::a_file_damaged_in_one_table_is_moved_aside_and_the_rest_is_taken_over() {
  fillWithRuns();
  overwriteFrom(2'000'000);
  ProgressStore store(file());
  QVERIFY2(store.problem().contains(QStringLiteral("damaged")), qPrintable(store.problem()));
  QCOMPARE(asides().size(), 1);
  QVERIFY2(store.opened(lesson_), "of the tables that are whole nothing is lost");
  QVERIFY(store.challenge(lesson_).repaired);
  const auto kept = store.pastRuns(lesson_).size();
  QVERIFY2(kept > 5 && kept < 25, qPrintable(QString::number(kept)));
  store.noteRun(outcome("lock"));
  const ProgressStore later(file());
  QVERIFY(later.problem().isEmpty());
  QCOMPARE(later.pastRuns(lesson_).size(), kept + 1);
  QVERIFY(later.opened(lesson_));
}

void TestProgressStore::a_file_that_is_damaged_while_it_is_read_is_moved_aside() {
  fillWithRuns();
  const ProgressStore store(file());
  QVERIFY(store.problem().isEmpty());
  QSignalSpy troubled(&store, &ProgressStore::troubled);
  overwriteFrom(500'000);
  QVERIFY(store.pastRuns(lesson_).size() < 50);
  QCOMPARE(troubled.size(), 1);
  QVERIFY2(store.problem().contains(QStringLiteral("kept as")), qPrintable(store.problem()));
  QCOMPARE(asides().size(), 1);
  QVERIFY(store.opened(lesson_));
  QVERIFY(ProgressStore(file()).opened(lesson_));
}

void TestProgressStore::a_file_that_is_damaged_while_it_is_written_is_moved_aside() {
  ProgressStore store(file());
  {
    const OtherConnection other(file());
    for (const char* statement :
         {"PRAGMA writable_schema = ON", "UPDATE sqlite_schema SET rootpage = 9999 WHERE name = 'run'",
          "PRAGMA schema_version = 77"}) {
      QVERIFY2(other.execute(statement), statement);
    }
  }
  QSignalSpy troubled(&store, &ProgressStore::troubled);
  store.noteRun(outcome("plain"));
  store.noteOpened(lesson_);
  QCOMPARE(troubled.size(), 1);
  QCOMPARE(asides().size(), 1);
  const ProgressStore later(file());
  QVERIFY(later.problem().isEmpty() && later.opened(lesson_));
  QCOMPARE(later.pastRuns(lesson_).size(), 1U);
}

void TestProgressStore::a_good_file_that_another_program_has_locked_is_left_alone() {
  ProgressStore(file()).noteOpened(lesson_);
  {
    const OtherConnection other(file());
    QVERIFY(other.execute("BEGIN IMMEDIATE"));
    ProgressStore store(file());
    QVERIFY2(store.problem().contains(QStringLiteral("another program")), qPrintable(store.problem()));
    QVERIFY2(store.opened(lesson_), "what is saved can be read");
    store.noteRun(outcome("plain"));
    QCOMPARE(store.pastRuns(lesson_).size(), 1U);
  }
  QVERIFY(asides().isEmpty());
  const ProgressStore later(file());
  QVERIFY(later.problem().isEmpty() && later.opened(lesson_));
}

void TestProgressStore::a_good_file_on_a_full_disk_is_left_alone_and_read() {
  ProgressStore(file()).noteOpened(lesson_);
  std::unique_ptr<ProgressStore> store;
  {
    const FullDisk full;
    store = std::make_unique<ProgressStore>(file());
    store->noteRun(outcome("plain"));
  }
  QVERIFY2(store->problem().contains(QStringLiteral("cannot be saved")), qPrintable(store->problem()));
  QVERIFY2(store->opened(lesson_), "what is saved can be read");
  QCOMPARE(store->pastRuns(lesson_).size(), 1U);
  QVERIFY(asides().isEmpty());
  const ProgressStore later(file());
  QVERIFY(later.problem().isEmpty() && later.opened(lesson_));
}

void TestProgressStore::a_damaged_file_on_a_full_disk_is_told_with_both_problems() {
  fill(file(), QByteArray("this is no database, but long enough to look like one").repeated(100));
  std::unique_ptr<ProgressStore> store;
  {
    const FullDisk full;
    store = std::make_unique<ProgressStore>(file());
  }
  QVERIFY2(store->problem().contains(QStringLiteral("kept as")), qPrintable(store->problem()));
  QVERIFY2(store->problem().contains(QStringLiteral("cannot be saved")), qPrintable(store->problem()));
  QCOMPARE(asides().size(), 1);
  store->noteOpened(lesson_);
  QVERIFY(store->opened(lesson_));
}

void TestProgressStore::a_file_of_a_later_version_is_moved_aside() {
  { const ProgressStore store(file()); }
  QVERIFY(OtherConnection(file()).execute("PRAGMA user_version = 9999"));
  const ProgressStore store(file());
  QVERIFY(!store.problem().isEmpty());
  QCOMPARE(asides().size(), 1);
}

void TestProgressStore::where_nothing_can_be_written_it_goes_on_in_memory() {
  // A folder cannot be below a file, not even for a super-user.
  const QString blocked = folder_->filePath(QStringLiteral("file"));
  fill(blocked, "x");
  ProgressStore store(blocked + QStringLiteral("/progress.sqlite"));
  QVERIFY2(store.problem().contains(QStringLiteral("cannot be saved")), qPrintable(store.problem()));
  store.noteOpened(lesson_);
  store.noteRun(outcome("plain"));
  QVERIFY(store.opened(lesson_));
  QCOMPARE(store.pastRuns(lesson_).size(), 1U);
}

void TestProgressStore::when_writing_begins_to_fail_it_says_so_once_and_goes_on() {
  ProgressStore store(file());
  store.noteOpened(lesson_);
  QVERIFY(OtherConnection(file()).execute("DROP TABLE run"));
  QSignalSpy troubled(&store, &ProgressStore::troubled);
  store.noteRun(outcome("plain"));
  store.noteRun(outcome("lock"));
  QCOMPARE(troubled.size(), 1);
  QVERIFY2(store.problem().contains(QStringLiteral("cannot be saved")), qPrintable(store.problem()));
  QCOMPARE(store.pastRuns(lesson_).size(), 2U);
  QVERIFY2(store.opened(lesson_), "what was known before is still known");
}

QTEST_GUILESS_MAIN(TestProgressStore)
#include "tst_progress_store.moc"
