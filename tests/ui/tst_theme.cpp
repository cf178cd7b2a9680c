#include <QApplication>
#include <QPalette>
#include <QTest>
#include <algorithm>
#include <cmath>

#include "ui/theme.h"

using ui::theme::Scheme;

namespace {

/// Web Content Accessibility Guidelines 2.1: relative luminance, and the ratio of two.
double luminance(const QColor& color) {
  const auto linear = [](double share) {
    return share <= 0.03928 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& one, const QColor& other) {
  const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
  return (lighter + 0.05) / (darker + 0.05);
}

constexpr double enough_to_read = 4.5;

}  // namespace

class TestTheme : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void text_can_be_read_on_its_ground_data() {
    QTest::addColumn<Scheme>("scheme");
    QTest::newRow("light") << Scheme::light;
    QTest::newRow("dark") << Scheme::dark;
  }
  void text_can_be_read_on_its_ground() {
    QFETCH(const Scheme, scheme);
    ui::theme::apply(*qApp, scheme, 100);
    const QPalette palette = QApplication::palette();
    for (const auto ground : {QPalette::Window, QPalette::Base, QPalette::AlternateBase}) {
      for (const auto text : {QPalette::WindowText, QPalette::PlaceholderText, QPalette::Link}) {
        QVERIFY2(contrast(palette.color(text), palette.color(ground)) >= enough_to_read,
                 qPrintable(QStringLiteral("role %1 on role %2").arg(text).arg(ground)));
      }
    }
    for (const auto verdict : {course::Verdict::undecided, course::Verdict::holds, course::Verdict::fails}) {
      QVERIFY(contrast(ui::theme::verdictColor(verdict), palette.color(QPalette::Window)) >= enough_to_read);
    }
  }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
