#include "ui/progress_database.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QUrl>
#include <QUuid>
#include <algorithm>
#include <utility>

namespace ui {
namespace {

/// Step n takes a file of version n - 1 to version n (PRAGMA user_version); steps are only ever added.
const std::vector<QStringList>& migrations() {
  static const std::vector<QStringList> steps{
      {QStringLiteral("CREATE TABLE opened (lesson TEXT PRIMARY KEY, at TEXT NOT NULL)"),
       QStringLiteral("CREATE TABLE used (lesson TEXT PRIMARY KEY, variant TEXT NOT NULL, settings TEXT NOT NULL)"),
       QStringLiteral("CREATE TABLE run (id INTEGER PRIMARY KEY, at TEXT NOT NULL, lesson TEXT NOT NULL, "
                      "variant TEXT NOT NULL, parameters TEXT NOT NULL, verdicts TEXT NOT NULL, ending TEXT NOT NULL, "
                      "completed INTEGER NOT NULL, nanoseconds INTEGER NOT NULL)"),
       QStringLiteral("CREATE INDEX run_by_lesson ON run (lesson, id)")},
      {QStringLiteral("CREATE TABLE challenge (lesson TEXT PRIMARY KEY, pre_emptions INTEGER, "
                      "repaired INTEGER NOT NULL DEFAULT 0)")},
  };
  return steps;
}

/// https://www.sqlite.org/rescode.html
enum Code { busy = 5, locked = 6, corrupt = 11, notADatabase = 26 };

/// Without what extends it, which says more exactly what was met.
int codeOf(const QSqlError& error) { return error.nativeErrorCode().toInt() & 0xff; }

}  // namespace

ProgressDatabase::ProgressDatabase(const QString& file, Tell tell)
    : file_(file),
      folder_(QFileInfo(file).absolutePath()),
      connection_(QUuid::createUuid().toString()),
      tell_(std::move(tell)),
      database_(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection_)) {
  database_.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=100;QSQLITE_OPEN_URI"));
  QDir().mkpath(folder_);
  switch (const Fault fault = open(file_)) {
    case Fault::none: break;
    case Fault::damaged:
    case Fault::foreign: beginAnew(fault); break;
    case Fault::unavailable: goOnInMemory(reason(fault), file_); break;
  }
}

ProgressDatabase::~ProgressDatabase() {
  database_.close();
  database_ = QSqlDatabase();
  QSqlDatabase::removeDatabase(connection_);
}

ProgressDatabase::Fault ProgressDatabase::faultOf() const {
  const int code = codeOf(error_);
  return code == corrupt || code == notADatabase ? Fault::damaged : Fault::unavailable;
}

QString ProgressDatabase::reason(Fault fault) const {
  const QString folder = QDir::toNativeSeparators(folder_);
  const int code = codeOf(error_);
  if (fault == Fault::foreign) {
    return QStringLiteral("Progress cannot be saved in %1, as that of another version of ThreadLab is there")
        .arg(folder);
  }
  if (fault == Fault::damaged) {
    return QStringLiteral("Progress cannot be saved in %1, as what is there is damaged").arg(folder);
  }
  if (code == busy || code == locked) {
    return QStringLiteral("Progress cannot be saved in %1, as another program is using the file").arg(folder);
  }
  return QStringLiteral("Progress cannot be saved in %1 (%2)").arg(folder, error_.databaseText());
}

ProgressDatabase::Fault ProgressDatabase::open(const QString& file) {
  database_.setDatabaseName(file);
  if (!database_.open()) {
    error_ = database_.lastError();
    return faultOf();
  }
  Fault fault = inspect();
  if (fault == Fault::none && !migrate()) fault = faultOf();
  if (fault != Fault::none) database_.close();
  return fault;
}

ProgressDatabase::Fault ProgressDatabase::inspect() {
  const Rows check = fetch(QStringLiteral("PRAGMA quick_check(1)"));
  if (check.empty()) return faultOf();
  if (check.front().front().toString() != QStringLiteral("ok")) return Fault::damaged;
  const Rows version = fetch(QStringLiteral("PRAGMA user_version"));
  if (version.empty()) return faultOf();
  const int number = version.front().front().toInt();
  return number < 0 || number > static_cast<int>(migrations().size()) ? Fault::foreign : Fault::none;
}

bool ProgressDatabase::migrate() {
  if (!execute(QStringLiteral("PRAGMA journal_mode = WAL"))) return false;
  if (!execute(QStringLiteral("PRAGMA synchronous = NORMAL"))) return false;
  const Rows version = fetch(QStringLiteral("PRAGMA user_version"));
  if (version.empty() || !execute(QStringLiteral("BEGIN"))) return false;
  QStringList statements;
  for (auto step = version.front().front().toUInt(); step < migrations().size(); ++step) {
    statements += migrations()[step];
  }
  // Written even when nothing changed: a file that cannot be written is found out here.
  statements += {QStringLiteral("PRAGMA user_version = %1").arg(migrations().size()), QStringLiteral("COMMIT")};
  // What is not committed is rolled back when it is closed.
  return std::ranges::all_of(statements, [this](const QString& statement) { return execute(statement); });
}

void ProgressDatabase::beginAnew(Fault fault) {
  database_.close();
  const QString aside = moveAside();
  if (aside.isEmpty()) return goOnInMemory(reason(fault), file_);
  const QString why = fault == Fault::damaged
                          ? QStringLiteral("The saved progress was damaged")
                          : QStringLiteral("The saved progress was that of another version of ThreadLab");
  const QString kept = QStringLiteral("the old one is kept as %1.").arg(QDir::toNativeSeparators(aside));
  const Fault again = open(file_);
  if (again != Fault::none) {
    tell_(why + QStringLiteral("; ") + kept);
    return goOnInMemory(reason(again), aside);
  }
  if (fault == Fault::damaged) takeOver(aside);
  tell_(why + QStringLiteral(", so a new file was begun") +
        (fault == Fault::damaged ? QStringLiteral(" with what could still be read; ") : QStringLiteral("; ")) + kept);
}

/// Where it is now; empty if it cannot be moved.
QString ProgressDatabase::moveAside() const {
  QString aside = QStringLiteral("%1.damaged-%2")
                      .arg(file_, QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-hhmmss-zzz")));
  if (!QFile::rename(file_, aside)) return {};
  for (const QString& companion : {QStringLiteral("-wal"), QStringLiteral("-shm")}) {
    if (QFile::exists(file_ + companion)) QFile::rename(file_ + companion, aside + companion);
  }
  return aside;
}

void ProgressDatabase::goOnInMemory(const QString& sentence, const QString& from) {
  inMemory_ = true;
  database_.close();
  open(QStringLiteral(":memory:"));
  takeOver(from);
  tell_(sentence + QStringLiteral("; it is kept until the program ends."));
}

void ProgressDatabase::takeOver(const QString& from) {
  if (!QFileInfo(from).isFile()) return;
  const QString attach = QStringLiteral("ATTACH DATABASE ? AS saved");
  // On a full disk, and in a folder that cannot be written, its companions cannot be made. Read as one that never
  // changes, it needs none.
  const QString unchanging = QUrl::fromLocalFile(from).toString(QUrl::FullyEncoded) + QStringLiteral("?immutable=1");
  if (!execute(attach, {from}) && !execute(attach, {unchanging})) return;
  // Of a damaged table, the rows before the damage; outside of a transaction, which would not outlive it.
  std::vector<std::pair<QString, Rows>> tables;
  for (const QString& table :
       {QStringLiteral("opened"), QStringLiteral("used"), QStringLiteral("run"), QStringLiteral("challenge")}) {
    tables.emplace_back(table, fetch(QStringLiteral("SELECT * FROM saved.%1").arg(table)));
  }
  execute(QStringLiteral("DETACH DATABASE saved"));
  database_.transaction();
  for (const auto& [table, rows] : tables) insert(table, rows);
  if (!database_.commit()) database_.rollback();
}

void ProgressDatabase::insert(const QString& table, const Rows& rows) {
  for (const QVariantList& row : rows) {
    execute(QStringLiteral("INSERT OR IGNORE INTO %1 VALUES (?%2)")
                .arg(table, QStringLiteral(", ?").repeated(row.size() - 1)),
            row);
  }
}

bool ProgressDatabase::execute(const QString& statement, const QVariantList& values) {
  fetch(statement, values);
  return !error_.isValid();
}

ProgressDatabase::Rows ProgressDatabase::fetch(const QString& statement, const QVariantList& values) {
  QSqlQuery query(database_);
  query.setForwardOnly(true);
  Rows rows;
  bool executed = query.prepare(statement);
  if (executed) {
    for (const QVariant& value : values) query.addBindValue(value);
    executed = query.exec();
  }
  while (executed && query.next()) {
    QVariantList row;
    for (int column = 0; column < query.record().count(); ++column) row.append(query.value(column));
    rows.push_back(row);
  }
  error_ = query.lastError();
  return rows;
}

void ProgressDatabase::write(const QString& statement, const QVariantList& values) {
  if (execute(statement, values) || inMemory_) return;
  const Fault fault = faultOf();
  fault == Fault::damaged ? beginAnew(fault) : goOnInMemory(reason(fault), file_);
  execute(statement, values);
}

ProgressDatabase::Rows ProgressDatabase::read(const QString& statement, const QVariantList& values) {
  Rows rows = fetch(statement, values);
  if (!error_.isValid() || faultOf() != Fault::damaged || inMemory_) return rows;
  beginAnew(Fault::damaged);
  return fetch(statement, values);
}

}  // namespace ui
