#include "ui/preferences.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <algorithm>
#include <utility>

namespace ui {
namespace {

const QString geometryKey = QStringLiteral("window/geometry");
const QString docksKey = QStringLiteral("window/docks");
const QString dividedKey = QStringLiteral("window/divided");
const QString schemeKey = QStringLiteral("look/scheme");
const QString textKey = QStringLiteral("look/text");
const QString lessonKey = QStringLiteral("lesson");
const QString dark = QStringLiteral("dark");
const QString light = QStringLiteral("light");

}  // namespace

Preferences::Preferences(QObject* parent)
    : QObject(parent),
      file_(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/window.ini"),
            QSettings::IniFormat) {}

QByteArray Preferences::geometry() const { return file_.value(geometryKey).toByteArray(); }
QByteArray Preferences::docks() const { return file_.value(docksKey).toByteArray(); }
bool Preferences::dividedByHand() const { return file_.value(dividedKey).toBool(); }

void Preferences::setWindow(const QByteArray& geometry, const QByteArray& docks, bool dividedByHand) {
  file_.setValue(geometryKey, geometry);
  file_.setValue(docksKey, docks);
  file_.setValue(dividedKey, dividedByHand);
  save();
}

theme::Scheme Preferences::scheme() const {
  return file_.value(schemeKey).toString() == dark ? theme::Scheme::dark : theme::Scheme::light;
}

void Preferences::setScheme(theme::Scheme scheme) {
  file_.setValue(schemeKey, scheme == theme::Scheme::dark ? dark : light);
  save();
}

int Preferences::textPercent() const {
  bool number = false;
  const int percent = file_.value(textKey, 100).toInt(&number);
  return number ? std::clamp(percent, 80, 200) : 100;
}

void Preferences::setTextPercent(int percent) {
  file_.setValue(textKey, std::clamp(percent, 80, 200));
  save();
}

QString Preferences::lastLesson() const { return file_.value(lessonKey).toString(); }
void Preferences::setLastLesson(const QString& lesson) {
  file_.setValue(lessonKey, lesson);
  save();
}

/// Not left to QSettings, which would write it a little later and keep quiet if it cannot.
void Preferences::save() {
  file_.sync();
  if (file_.status() != QSettings::AccessError || std::exchange(told_, true)) return;
  Q_EMIT troubled(QStringLiteral("How the window looks cannot be saved in %1; it is kept until the program ends.")
                      .arg(QDir::toNativeSeparators(QFileInfo(file_.fileName()).absolutePath())));
}

}  // namespace ui
