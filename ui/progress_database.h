#pragma once

#include <QSqlDatabase>
#include <QSqlError>
#include <QString>
#include <QVariantList>
#include <cstdint>
#include <functional>
#include <vector>

namespace ui {

/// The SQLite file below ProgressStore, with the tables of the latest version.
///
/// Whatever goes wrong with it, reading and writing go on:
///
///   damaged, or of another version | moved aside (NAME.damaged-TIME) and a new one begun; from a damaged one, what can
///                                  | still be read is taken over
///   cannot be written, or locked   | left alone; in memory, with what can be read of it, until the program ends
///
/// Thread-safety: one thread. Writing does not wait for the disk (write-ahead log).
class ProgressDatabase {
 public:
  using Rows = std::vector<QVariantList>;
  using Tell = std::function<void(const QString& sentence)>;

  /// `tell` gets one sentence for each of the above that happens, also from within the constructor.
  ProgressDatabase(const QString& file, Tell tell);
  ~ProgressDatabase();
  ProgressDatabase(const ProgressDatabase&) = delete;
  ProgressDatabase& operator=(const ProgressDatabase&) = delete;

  void write(const QString& statement, const QVariantList& values);
  /// None where nothing can be read.
  Rows read(const QString& statement, const QVariantList& values);

 private:
  enum class Fault : std::uint8_t { none, damaged, foreign, unavailable };

  Fault faultOf() const;
  QString reason(Fault fault) const;

  Fault open(const QString& file);
  Fault inspect();
  bool migrate();
  void beginAnew(Fault fault);
  QString moveAside() const;
  void goOnInMemory(const QString& sentence, const QString& from);
  void takeOver(const QString& from);
  void insert(const QString& table, const Rows& rows);
  bool execute(const QString& statement, const QVariantList& values = {});
  Rows fetch(const QString& statement, const QVariantList& values = {});

  const QString file_;
  const QString folder_;
  const QString connection_;
  const Tell tell_;
  QSqlDatabase database_;
  QSqlError error_;  // of the last statement; not valid if it succeeded
  bool inMemory_ = false;
};

}  // namespace ui
