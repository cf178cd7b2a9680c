#include "progress_store.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QUuid>
#include <QVariant>

#include "words.h"

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

QString now() { return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs); }
QString json(const QJsonObject& object) {
  return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}
QJsonObject object(const QVariant& json) { return QJsonDocument::fromJson(json.toByteArray()).object(); }

QMap<QString, QString> texts(const QVariant& json) {
  QMap<QString, QString> map;
  const QJsonObject all = object(json);
  for (auto item = all.begin(); item != all.end(); ++item) map.insert(item.key(), item.value().toString());
  return map;
}

QString verdictsOf(const course::Outcome& outcome) {
  QJsonObject verdicts;
  for (const course::ClaimState& claim : outcome.claims) {
    verdicts.insert(words(claim.id), words(course::name(claim.judgement.verdict)));
  }
  return json(verdicts);
}

QString parametersOf(const course::Outcome& outcome) {
  QJsonObject parameters;
  for (const auto& [name, value] : outcome.parameters) parameters.insert(words(name), words(value));
  return json(parameters);
}

bool cameToItsEnd(const course::Outcome& outcome) {
  return outcome.ending != course::Ending::stopped || !outcome.stuck.empty();
}

}  // namespace

QString ProgressStore::usualFile() {
  return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/progress.sqlite");
}

ProgressStore::ProgressStore(const QString& file, QObject* parent)
    : QObject(parent), file_(file), connection_(QUuid::createUuid().toString()) {
  database_ = std::make_unique<QSqlDatabase>(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection_));
  database_->setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=100"));
  QDir().mkpath(QFileInfo(file).absolutePath());
  if (open(file)) return;
  const QFileInfo info(file);
  if (info.isFile() && info.isWritable()) moveAside();
  if (!open(file)) {
    goOnInMemory(QStringLiteral("Progress cannot be saved in %1").arg(QDir::toNativeSeparators(info.absolutePath())));
  }
}

ProgressStore::~ProgressStore() {
  database_->close();
  database_.reset();
  QSqlDatabase::removeDatabase(connection_);
}

bool ProgressStore::open(const QString& file) {
  database_->setDatabaseName(file);
  const bool usable = database_->open() && execute(QStringLiteral("PRAGMA journal_mode = WAL")) &&
                      execute(QStringLiteral("PRAGMA synchronous = NORMAL")) && migrate();
  if (!usable) database_->close();
  return usable;
}

bool ProgressStore::migrate() {
  QSqlQuery query(QStringLiteral("PRAGMA user_version"), *database_);
  if (!query.next()) return false;
  const int version = query.value(0).toInt();
  query.finish();
  const auto& steps = migrations();
  if (version < 0 || version > static_cast<int>(steps.size())) return false;
  if (!database_->transaction()) return false;
  for (std::size_t step = static_cast<std::size_t>(version); step < steps.size(); ++step) {
    for (const QString& statement : steps[step]) {
      if (!execute(statement)) return database_->rollback() && false;
    }
  }
  // Written even when nothing changed: a file that cannot be written is found out here.
  if (!execute(QStringLiteral("PRAGMA user_version = %1").arg(steps.size()))) return database_->rollback() && false;
  return database_->commit();
}

void ProgressStore::moveAside() {
  const QString aside = QStringLiteral("%1.damaged-%2")
                            .arg(file_, QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-hhmmss-zzz")));
  if (!QFile::rename(file_, aside)) return;
  for (const QString& companion : {QStringLiteral("-wal"), QStringLiteral("-shm")}) {
    if (QFile::exists(file_ + companion)) QFile::rename(file_ + companion, aside + companion);
  }
  report(QStringLiteral("The saved progress could not be read, so a new file was begun; the old one is kept as %1.")
             .arg(QDir::toNativeSeparators(aside)));
}

void ProgressStore::goOnInMemory(const QString& reason) {
  inMemory_ = true;
  database_->close();
  open(QStringLiteral(":memory:"));
  if (QFileInfo(file_).isFile()) copyFromFile();
  report(reason + QStringLiteral("; it is kept until the program ends."));
}

void ProgressStore::copyFromFile() {
  if (!execute(QStringLiteral("ATTACH DATABASE ? AS saved"), {file_})) return;
  for (const QString& table :
       {QStringLiteral("opened"), QStringLiteral("used"), QStringLiteral("run"), QStringLiteral("challenge")}) {
    execute(QStringLiteral("INSERT OR IGNORE INTO main.%1 SELECT * FROM saved.%1").arg(table));
  }
  execute(QStringLiteral("DETACH DATABASE saved"));
}

void ProgressStore::report(const QString& problem) {
  problem_ = problem;
  Q_EMIT troubled(problem);
}

bool ProgressStore::execute(const QString& statement, const QVariantList& values) {
  QSqlQuery query(*database_);
  if (!query.prepare(statement)) return false;
  for (const QVariant& value : values) query.addBindValue(value);
  return query.exec();
}

void ProgressStore::write(const QString& statement, const QVariantList& values) {
  if (execute(statement, values) || inMemory_) return;
  goOnInMemory(QStringLiteral("Progress can no longer be saved in %1")
                   .arg(QDir::toNativeSeparators(QFileInfo(file_).absolutePath())));
  execute(statement, values);
}

void ProgressStore::noteOpened(const QString& lesson) {
  write(QStringLiteral("INSERT OR IGNORE INTO opened (lesson, at) VALUES (?, ?)"), {lesson, now()});
}

void ProgressStore::noteSettings(const QString& lesson, const QString& variant, const course::Settings& settings) {
  QJsonObject values;
  for (const course::Parameter& parameter : settings.parameters()) {
    values.insert(words(parameter.name), QString::number(settings.raw(parameter.name)));
  }
  write(QStringLiteral("INSERT OR REPLACE INTO used (lesson, variant, settings) VALUES (?, ?, ?)"),
        {lesson, variant, json(values)});
}

void ProgressStore::noteRun(const course::Outcome& outcome) {
  write(QStringLiteral("INSERT INTO run (at, lesson, variant, parameters, verdicts, ending, completed, nanoseconds) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
        {now(), words(outcome.lesson), words(outcome.variant), parametersOf(outcome), verdictsOf(outcome),
         words(course::name(outcome.ending)), cameToItsEnd(outcome) ? 1 : 0,
         static_cast<qint64>(outcome.duration.count())});
}

void ProgressStore::noteBroken(const QString& lesson, int preEmptions) {
  write(QStringLiteral("INSERT INTO challenge (lesson, pre_emptions) VALUES (?, ?) ON CONFLICT (lesson) DO UPDATE "
                       "SET pre_emptions = min(coalesce(pre_emptions, excluded.pre_emptions), excluded.pre_emptions)"),
        {lesson, preEmptions});
}

void ProgressStore::noteRepaired(const QString& lesson) {
  write(QStringLiteral("INSERT INTO challenge (lesson, repaired) VALUES (?, 1) ON CONFLICT (lesson) DO UPDATE "
                       "SET repaired = 1"),
        {lesson});
}

bool ProgressStore::opened(const QString& lesson) const {
  QSqlQuery query(*database_);
  query.prepare(QStringLiteral("SELECT 1 FROM opened WHERE lesson = ?"));
  query.addBindValue(lesson);
  return query.exec() && query.next();
}

QSet<QString> ProgressStore::variantsRun(const QString& lesson) const {
  QSqlQuery query(*database_);
  query.prepare(QStringLiteral("SELECT DISTINCT variant FROM run WHERE lesson = ? AND completed = 1"));
  query.addBindValue(lesson);
  QSet<QString> variants;
  for (query.exec(); query.next();) variants.insert(query.value(0).toString());
  return variants;
}

ChallengeProgress ProgressStore::challenge(const QString& lesson) const {
  QSqlQuery query(*database_);
  query.prepare(QStringLiteral("SELECT pre_emptions, repaired FROM challenge WHERE lesson = ?"));
  query.addBindValue(lesson);
  if (!query.exec() || !query.next()) return {};
  ChallengeProgress progress{std::nullopt, query.value(1).toBool()};
  if (!query.isNull(0)) progress.preEmptions = query.value(0).toInt();
  return progress;
}

QString ProgressStore::lastVariant(const QString& lesson) const {
  QSqlQuery query(*database_);
  query.prepare(QStringLiteral("SELECT variant FROM used WHERE lesson = ?"));
  query.addBindValue(lesson);
  return query.exec() && query.next() ? query.value(0).toString() : QString();
}

QMap<QString, qint64> ProgressStore::lastSettings(const QString& lesson) const {
  QSqlQuery query(*database_);
  query.prepare(QStringLiteral("SELECT settings FROM used WHERE lesson = ?"));
  query.addBindValue(lesson);
  QMap<QString, qint64> values;
  if (!query.exec() || !query.next()) return values;
  const QMap<QString, QString> saved = texts(query.value(0));
  for (auto item = saved.begin(); item != saved.end(); ++item) values.insert(item.key(), item.value().toLongLong());
  return values;
}

std::vector<PastRun> ProgressStore::pastRuns(const QString& lesson, int limit) const {
  QSqlQuery query(*database_);
  query.prepare(
      QStringLiteral("SELECT at, variant, parameters, verdicts, ending, nanoseconds FROM run "
                     "WHERE lesson = ? ORDER BY id DESC LIMIT ?"));
  query.addBindValue(lesson);
  query.addBindValue(limit);
  std::vector<PastRun> runs;
  for (query.exec(); query.next();) {
    runs.push_back({QDateTime::fromString(query.value(0).toString(), Qt::ISODateWithMs), lesson,
                    query.value(1).toString(), texts(query.value(2)), texts(query.value(3)), query.value(4).toString(),
                    query.value(5).toLongLong()});
  }
  return runs;
}

}  // namespace ui
