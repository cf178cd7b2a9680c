#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>

#include "patience.h"
#include "ui/piece_list.h"

using course::Slot;

namespace {

const course::Entry& entry() {
  static const course::Entry made = [] {
    course::Entry entry;
    entry.code =
        "  //! [take]\n  guard.acquire();\n  //! [take]\n  //! [read]\n  seen = one.load() + two.load() + "
        "three.load();\n  //! [read]\n"
        "  //! [leave]\n  //! [leave]\n";
    return entry;
  }();
  return made;
}

Slot slot(Slot::Form form) {
  return {.id = "body",
          .label = "What it does",
          .form = form,
          .pieces = {{"take", "Take the lock"}, {"read", "Read"}, {"leave", "Leave it"}}};
}

}  // namespace

class TestPieceList : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void each_choice_has_its_words_and_its_code() {
    const ui::PieceChoice choice(slot(Slot::Form::one_of), entry());
    const auto buttons = choice.findChildren<QRadioButton*>();
    const auto texts = choice.findChildren<QLabel*>();
    QCOMPARE(buttons.size(), 3);
    QCOMPARE(texts[0]->text(), QStringLiteral("Take the lock"));
    QVERIFY(texts[1]->text().remove(QChar(0x200B)).contains(QStringLiteral("guard.acquire();")));
    QCOMPARE(buttons[0]->accessibleName(), texts[0]->text());
    QCOMPARE(buttons[0]->accessibleDescription(), QStringLiteral("guard.acquire();"));
    QCOMPARE(texts[1]->accessibleName(), buttons[0]->accessibleDescription());
    QVERIFY(texts[5]->text().remove(QChar(0x200B)).contains(QStringLiteral("(nothing)")));
  }

  void code_without_blanks_can_be_broken_too() {
    course::Entry entry;
    entry.code = "  //! [take]\n    chairs.acquire(threading::non_blocking);\n  //! [take]\n";
    const ui::PieceChoice choice({.id = "body", .label = "What it does", .pieces = {{"take", "Take"}}}, entry);
    const auto* code = choice.findChildren<QLabel*>()[1];
    QVERIFY(code->minimumSizeHint().width() <
            code->fontMetrics().horizontalAdvance(QStringLiteral("    acquire(threading::non_blocking")));
  }

  void what_does_not_fit_stands_further_in() {
    const ui::PieceChoice choice(slot(Slot::Form::one_of), entry());
    QTextDocument code;
    code.setHtml(choice.findChildren<QLabel*>()[1]->text());
    const QTextBlockFormat format = code.firstBlock().blockFormat();
    QVERIFY(format.leftMargin() > 0);
    QCOMPARE(format.textIndent(), -format.leftMargin());
  }

  void one_is_chosen_at_a_time_by_button_or_by_its_code() {
    ui::PieceChoice choice(slot(Slot::Form::one_of), entry());
    choice.setChosen({QStringLiteral("take")});
    QSignalSpy changed(&choice, &ui::PieceList::changed);
    choice.show();
    QVERIFY(QTest::qWaitForWindowExposed(&choice));
    QTest::keyClick(choice.findChildren<QRadioButton*>()[0], Qt::Key_Down);
    QCOMPARE(choice.chosen(), QStringList{QStringLiteral("read")});
    QTest::mouseClick(choice.findChildren<QLabel*>()[5], Qt::LeftButton);
    QCOMPARE(choice.chosen(), QStringList{QStringLiteral("leave")});
    QVERIFY(changed.size() >= 2);
  }

  void showing_a_choice_says_nothing() {
    ui::PieceChoice choice(slot(Slot::Form::one_of), entry());
    ui::PieceOrder order(slot(Slot::Form::in_order), entry());
    QSignalSpy chosen(&choice, &ui::PieceList::changed);
    QSignalSpy ordered(&order, &ui::PieceList::changed);
    choice.setChosen({QStringLiteral("read")});
    order.setChosen({QStringLiteral("leave"), QStringLiteral("read"), QStringLiteral("take")});
    QCOMPARE(order.chosen().join(u' '), QStringLiteral("leave read take"));
    QVERIFY(chosen.isEmpty() && ordered.isEmpty());
  }

  void pieces_are_ordered_by_keys_and_buttons() {
    ui::PieceOrder order(slot(Slot::Form::in_order), entry());
    order.show();
    QVERIFY(QTest::qWaitForWindowActive(&order));
    order.list().setFocus();
    QSignalSpy changed(&order, &ui::PieceList::changed);
    QTest::keyClick(&order.list(), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(order.chosen().join(u' '), QStringLiteral("read take leave"));
    QCOMPARE(order.list().currentRow(), 1);
    order.findChildren<QPushButton*>()[0]->click();
    QCOMPARE(order.chosen().join(u' '), QStringLiteral("take read leave"));
    QCOMPARE(changed.size(), 2);
    QTest::keyClick(&order.list(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(changed.size(), 2);
  }

  void the_place_of_a_piece_is_spoken_and_all_of_them_are_seen() {
    ui::PieceOrder order(slot(Slot::Form::in_order), entry());
    order.show();
    QVERIFY(QTest::qWaitForWindowExposed(&order));
    const auto* item = order.list().item(2);
    QCOMPARE(item->data(Qt::AccessibleTextRole).toString(), QStringLiteral("3 of 3: Leave it"));
    const auto seen = [&] { return order.list().viewport()->rect().contains(order.list().visualItemRect(item)); };
    QVERIFY(seen());
    order.resize(order.fontMetrics().averageCharWidth() * 14, 400);
    const auto height = [&](int row) { return order.list().visualItemRect(order.list().item(row)).height(); };
    QTRY_VERIFY(height(1) > height(0));
    QTRY_VERIFY(seen());
  }
};

QTEST_MAIN(TestPieceList)
#include "tst_piece_list.moc"
