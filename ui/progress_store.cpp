#include "ui/progress_store.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QVariant>

#include "ui/progress_database.h"
#include "ui/words.h"

namespace ui {
namespace {

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
    : QObject(parent),
      database_(std::make_unique<ProgressDatabase>(file, [this](const QString& sentence) { report(sentence); })) {}

ProgressStore::~ProgressStore() = default;

void ProgressStore::report(const QString& sentence) {
  problem_ += (problem_.isEmpty() ? QString() : QStringLiteral(" ")) + sentence;
  Q_EMIT troubled(sentence);
}

void ProgressStore::noteOpened(const QString& lesson) {
  database_->write(QStringLiteral("INSERT OR IGNORE INTO opened (lesson, at) VALUES (?, ?)"), {lesson, now()});
}

void ProgressStore::noteSettings(const QString& lesson, const QString& variant, const course::Settings& settings) {
  QJsonObject values;
  for (const course::Parameter& parameter : settings.parameters()) {
    values.insert(words(parameter.name), QString::number(settings.raw(parameter.name)));
  }
  database_->write(QStringLiteral("INSERT OR REPLACE INTO used (lesson, variant, settings) VALUES (?, ?, ?)"),
                   {lesson, variant, json(values)});
}

void ProgressStore::noteRun(const course::Outcome& outcome) {
  database_->write(
      QStringLiteral("INSERT INTO run (at, lesson, variant, parameters, verdicts, ending, completed, nanoseconds) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
      {now(), words(outcome.lesson), words(outcome.variant), parametersOf(outcome), verdictsOf(outcome),
       words(course::name(outcome.ending)), cameToItsEnd(outcome) ? 1 : 0,
       static_cast<qint64>(outcome.duration.count())});
}

void ProgressStore::noteBroken(const QString& lesson, int preEmptions) {
  database_->write(
      QStringLiteral("INSERT INTO challenge (lesson, pre_emptions) VALUES (?, ?) ON CONFLICT (lesson) DO UPDATE "
                     "SET pre_emptions = min(coalesce(pre_emptions, excluded.pre_emptions), excluded.pre_emptions)"),
      {lesson, preEmptions});
}

void ProgressStore::noteRepaired(const QString& lesson) {
  database_->write(
      QStringLiteral("INSERT INTO challenge (lesson, repaired) VALUES (?, 1) ON CONFLICT (lesson) DO UPDATE "
                     "SET repaired = 1"),
      {lesson});
}

bool ProgressStore::opened(const QString& lesson) const {
  return !database_->read(QStringLiteral("SELECT 1 FROM opened WHERE lesson = ?"), {lesson}).empty();
}

QSet<QString> ProgressStore::variantsRun(const QString& lesson) const {
  QSet<QString> variants;
  for (const QVariantList& row : database_->read(
           QStringLiteral("SELECT DISTINCT variant FROM run WHERE lesson = ? AND completed = 1"), {lesson})) {
    variants.insert(row[0].toString());
  }
  return variants;
}

ChallengeProgress ProgressStore::challenge(const QString& lesson) const {
  const auto rows =
      database_->read(QStringLiteral("SELECT pre_emptions, repaired FROM challenge WHERE lesson = ?"), {lesson});
  if (rows.empty()) return {};
  ChallengeProgress progress{std::nullopt, rows.front()[1].toBool()};
  if (!rows.front()[0].isNull()) progress.preEmptions = rows.front()[0].toInt();
  return progress;
}

QString ProgressStore::lastVariant(const QString& lesson) const {
  const auto rows = database_->read(QStringLiteral("SELECT variant FROM used WHERE lesson = ?"), {lesson});
  return rows.empty() ? QString() : rows.front()[0].toString();
}

QMap<QString, qint64> ProgressStore::lastSettings(const QString& lesson) const {
  const auto rows = database_->read(QStringLiteral("SELECT settings FROM used WHERE lesson = ?"), {lesson});
  QMap<QString, qint64> values;
  if (rows.empty()) return values;
  const QMap<QString, QString> saved = texts(rows.front()[0]);
  for (auto item = saved.begin(); item != saved.end(); ++item) values.insert(item.key(), item.value().toLongLong());
  return values;
}

std::vector<PastRun> ProgressStore::pastRuns(const QString& lesson, int limit) const {
  std::vector<PastRun> runs;
  for (const QVariantList& row :
       database_->read(QStringLiteral("SELECT at, variant, parameters, verdicts, ending, nanoseconds FROM run "
                                      "WHERE lesson = ? ORDER BY id DESC LIMIT ?"),
                       {lesson, limit})) {
    runs.push_back({QDateTime::fromString(row[0].toString(), Qt::ISODateWithMs), lesson, row[1].toString(),
                    texts(row[2]), texts(row[3]), row[4].toString(), row[5].toLongLong()});
  }
  return runs;
}

}  // namespace ui
