#include <QTest>

#include "example_trials.h"
#include "ui/compare_view.h"
#include "ui/theme.h"

class TestCompareView : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_variant_has_its_sign_verdict_and_figures() {
    ui::theme::apply(*qApp, ui::theme::Scheme::light, 100);
    ui::CompareView view;
    view.begin();
    view.showComparison(example::comparison());
    const QStringList texts = view.texts();
    QCOMPARE(texts.size(), 6);
    QCOMPARE(texts[0], QStringLiteral("\u2717 The plain one"));
    QCOMPARE(texts[1], QStringLiteral("Broken: one is lost."));
    QCOMPARE(texts[2], QStringLiteral("its run did not end"));
    QCOMPARE(texts[3], QStringLiteral("\u2713 The lock"));
    QVERIFY(texts[4].startsWith(QStringLiteral("Correct, but serial")));
    QVERIFY2(texts[5].startsWith(QStringLiteral("0.5 s, 200 increments per second")), qPrintable(texts[5]));
  }
};

QTEST_MAIN(TestCompareView)
#include "tst_compare_view.moc"
