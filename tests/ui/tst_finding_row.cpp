#include <QLabel>
#include <QTest>
#include <QToolButton>

#include "trace/source.h"
#include "ui/finding_row.h"

using trace::intern;

class TestFindingRow : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void each_line_has_one_button_in_the_order_of_the_sentence() {
    model::Finding finding;
    finding.kind = model::FindingKind::lock_order;
    const auto line = [](std::uint32_t number) { return intern({"lesson.cpp", number}); };
    finding.steps = {{.source = line(12), .held = {.source = line(11)}},
                     {.source = line(11), .held = {.source = line(30)}}};
    const ui::FindingRow row(finding);
    QStringList buttons;
    for (const QToolButton* button : row.findChildren<QToolButton*>()) buttons += button->text();
    QCOMPARE(buttons, (QStringList{"Line 11", "Line 12", "Line 30"}));
  }

  void its_letter_tells_its_kind_without_colour() {
    const auto letter = [](model::FindingKind kind) {
      model::Finding finding;
      finding.kind = kind;
      return ui::FindingRow(finding).findChildren<QLabel*>().front()->text();
    };
    QVERIFY(letter(model::FindingKind::race) != letter(model::FindingKind::lock_order));
    QVERIFY(letter(model::FindingKind::race) != letter(model::FindingKind::events_dropped));
  }
};

QTEST_MAIN(TestFindingRow)
#include "tst_finding_row.moc"
