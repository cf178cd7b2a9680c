#include <QImage>
#include <QPalette>
#include <QTest>

#include "ui/icons.h"
#include "ui/theme.h"

class TestIcons : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_drawing_has_the_colour_of_text_in_either_theme();
  void an_unknown_name_has_no_icon();
};

namespace {

QColor middle(const QIcon& icon) { return icon.pixmap(32, 32).toImage().pixelColor(16, 16); }

}  // namespace

void TestIcons::a_drawing_has_the_colour_of_text_in_either_theme() {
  const QIcon stop = ui::icon(QStringLiteral("stop"));
  for (const auto scheme : {ui::theme::Scheme::light, ui::theme::Scheme::dark}) {
    ui::theme::apply(*qApp, scheme, 100);
    QCOMPARE(middle(stop), QGuiApplication::palette().color(QPalette::ButtonText));
  }
}

void TestIcons::an_unknown_name_has_no_icon() { QVERIFY(ui::icon(QStringLiteral("no-such")).isNull()); }

QTEST_MAIN(TestIcons)
#include "tst_icons.moc"
