#include <QDockWidget>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QPointer>
#include <QTest>

#include "patience.h"
#include "ui/docks.h"

using ui::Docks;
using ui::Panel;

namespace {

class Content : public QWidget {
 public:
  explicit Content(int needed) : needed_(needed) {}
  int heightForWidth(int /*width*/) const override { return needed_; }

 private:
  int needed_;
};

}  // namespace

class TestDocks : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void every_panel_but_the_steps_has_an_open_dock_and_a_menu_entry();
  void the_steps_open_and_close_by_themselves();
  void filling_a_dock_gives_back_what_was_in_it();
  void a_dock_is_called_as_its_content_is();
  void what_has_no_owner_any_more_is_deleted();
  void a_closed_dock_comes_back_by_the_menu();
  void raising_does_not_open_a_closed_dock();
  void focusing_opens_the_dock_and_goes_into_it();
  void pictures_of_many_runs_get_room_when_they_are_wanted();
  void charts_get_what_parameters_do_not_need();
  void charts_get_what_claims_and_prediction_do_not_need();
  void dividers_that_were_moved_stay_where_they_are();
  void reset_brings_everything_back();
  void the_layout_survives_a_restart();
  void what_is_left_out_is_hidden_until_it_is_filled_again();
  void what_is_left_out_does_not_count_as_closed();

 private:
  QDockWidget* dock(Panel panel) const {
    return window_->findChild<QDockWidget*>(QStringLiteral("dock ") + ui::title(panel));
  }
  void fillParameters(int height) {
    docks_->leaveOut(Panel::challenge);
    docks_->fill(Panel::parameters, new Content(height), window_.get());
  }
  /// With a title above it.
  static bool isAbout(int height, int content) { return height >= content && height < content + 40; }
  void makeWindow() {
    window_ = std::make_unique<QMainWindow>();
    window_->setCentralWidget(new QWidget);
    window_->resize(1280, 800);
    docks_ = new Docks(*window_);
    window_->show();
  }

  std::unique_ptr<QMainWindow> window_;
  Docks* docks_ = nullptr;
};

void TestDocks::init() { makeWindow(); }

void TestDocks::every_panel_but_the_steps_has_an_open_dock_and_a_menu_entry() {
  for (const Panel panel : ui::allPanels) {
    QVERIFY(dock(panel));
    QCOMPARE(dock(panel)->toggleViewAction()->isChecked(), panel != Panel::steps);
    QVERIFY(docks_->viewMenu()->actions().contains(dock(panel)->toggleViewAction()));
  }
}

void TestDocks::the_steps_open_and_close_by_themselves() {
  docks_->setOpen(Panel::steps, true);
  QVERIFY(dock(Panel::steps)->isVisible());
  docks_->setOpen(Panel::steps, true);
  docks_->setOpen(Panel::steps, false);
  QVERIFY(!dock(Panel::steps)->isVisible());
}

void TestDocks::filling_a_dock_gives_back_what_was_in_it() {
  QWidget owner;
  auto* first = new QWidget;
  auto* second = new QWidget;
  docks_->fill(Panel::output, first, &owner);
  QCOMPARE(dock(Panel::output)->widget(), first);
  docks_->fill(Panel::output, second, &owner);
  QCOMPARE(dock(Panel::output)->widget(), second);
  QCOMPARE(first->parentWidget(), &owner);
  QVERIFY(first->isHidden());
}

void TestDocks::a_dock_is_called_as_its_content_is() {
  QWidget owner;
  auto* first = new QWidget;
  first->setWindowTitle(QStringLiteral("Two of them"));
  docks_->fill(Panel::findings, first, &owner);
  QCOMPARE(dock(Panel::findings)->windowTitle(), QStringLiteral("Two of them"));
  first->setWindowTitle(QStringLiteral("Three of them"));
  QCOMPARE(dock(Panel::findings)->windowTitle(), QStringLiteral("Three of them"));
  docks_->fill(Panel::findings, new QWidget, &owner);
  QCOMPARE(dock(Panel::findings)->windowTitle(), QStringLiteral("Findings"));
  first->setWindowTitle(QStringLiteral("Four of them"));
  QCOMPARE(dock(Panel::findings)->windowTitle(), QStringLiteral("Findings"));
}

void TestDocks::what_has_no_owner_any_more_is_deleted() {
  const QPointer<QWidget> first(new QWidget);
  auto owner = std::make_unique<QWidget>();
  docks_->fill(Panel::output, first, owner.get());
  owner.reset();
  docks_->fill(Panel::output, new QWidget, window_.get());
  QTRY_VERIFY(first.isNull());
}

void TestDocks::a_closed_dock_comes_back_by_the_menu() {
  dock(Panel::charts)->close();
  QVERIFY(!dock(Panel::charts)->isVisible());
  dock(Panel::charts)->toggleViewAction()->trigger();
  QTRY_VERIFY(dock(Panel::charts)->isVisible());
}

void TestDocks::raising_does_not_open_a_closed_dock() {
  dock(Panel::log)->close();
  docks_->raise(Panel::log);
  QVERIFY(!dock(Panel::log)->isVisible());
}

void TestDocks::focusing_opens_the_dock_and_goes_into_it() {
  auto* content = new QWidget;
  auto* line = new QLineEdit(content);
  docks_->fill(Panel::log, content, window_.get());
  dock(Panel::log)->close();
  docks_->focus(Panel::log);
  QVERIFY(!dock(Panel::log)->isHidden());
  QTRY_COMPARE(window_->focusWidget(), line);
}

void TestDocks::pictures_of_many_runs_get_room_when_they_are_wanted() {
  const int before = dock(Panel::charts)->height();
  docks_->raise(Panel::runs);
  QTRY_VERIFY(dock(Panel::runs)->height() > before);
}

void TestDocks::charts_get_what_parameters_do_not_need() {
  docks_->raise(Panel::charts);
  fillParameters(220);
  docks_->suitContent();
  QTRY_VERIFY(isAbout(dock(Panel::parameters)->height(), 220));
  const int charts = dock(Panel::charts)->height();
  fillParameters(100);
  docks_->suitContent();
  QTRY_VERIFY(dock(Panel::charts)->height() >= charts + 100);
}

void TestDocks::charts_get_what_claims_and_prediction_do_not_need() {
  docks_->raise(Panel::charts);
  docks_->raise(Panel::claims);
  fillParameters(100);
  docks_->leaveOut(Panel::prediction);
  docks_->fill(Panel::claims, new Content(400), window_.get());
  docks_->suitContent();
  QCoreApplication::processEvents();
  const int most = dock(Panel::claims)->height();
  QVERIFY(most < 300);
  docks_->fill(Panel::claims, new Content(60), window_.get());
  docks_->suitContent();
  QTRY_VERIFY(isAbout(dock(Panel::claims)->height(), 60));
  docks_->fill(Panel::prediction, new Content(90), window_.get());
  docks_->raise(Panel::prediction);
  QTRY_VERIFY(isAbout(dock(Panel::prediction)->height(), 90));
  docks_->raise(Panel::claims);
  QTRY_VERIFY(isAbout(dock(Panel::claims)->height(), 60));
}

void TestDocks::dividers_that_were_moved_stay_where_they_are() {
  fillParameters(220);
  docks_->suitContent();
  QTRY_VERIFY(isAbout(dock(Panel::parameters)->height(), 220));
  const int height = dock(Panel::parameters)->height();
  const QRect place = dock(Panel::parameters)->geometry();
  QTest::mouseClick(window_.get(), Qt::LeftButton, {}, QPoint(place.center().x(), place.bottom() + 2));
  QVERIFY(docks_->isDividedByHand());
  fillParameters(100);
  docks_->suitContent();
  QCoreApplication::processEvents();
  QCOMPARE(dock(Panel::parameters)->height(), height);
  docks_->resetLayout();
  QVERIFY(!docks_->isDividedByHand());
  QTRY_VERIFY(dock(Panel::parameters)->height() < height);
}

void TestDocks::reset_brings_everything_back() {
  dock(Panel::charts)->close();
  dock(Panel::threads)->setFloating(true);
  window_->addDockWidget(Qt::LeftDockWidgetArea, dock(Panel::claims));
  docks_->resetLayout();
  for (const Panel panel : ui::allPanels) {
    QCOMPARE(dock(panel)->toggleViewAction()->isChecked(), panel != Panel::steps);
    QVERIFY(!dock(panel)->isFloating());
  }
  QCOMPARE(window_->dockWidgetArea(dock(Panel::claims)), Qt::RightDockWidgetArea);
  QCOMPARE(window_->dockWidgetArea(dock(Panel::threads)), Qt::BottomDockWidgetArea);
}

void TestDocks::the_layout_survives_a_restart() {
  dock(Panel::charts)->close();
  window_->addDockWidget(Qt::LeftDockWidgetArea, dock(Panel::claims));
  const QByteArray state = window_->saveState();
  makeWindow();
  QVERIFY(window_->restoreState(state));
  QVERIFY(dock(Panel::charts)->isHidden());
  QCOMPARE(window_->dockWidgetArea(dock(Panel::claims)), Qt::LeftDockWidgetArea);
}

void TestDocks::what_is_left_out_is_hidden_until_it_is_filled_again() {
  QWidget owner;
  const QPointer<QWidget> content(new QWidget);
  docks_->fill(Panel::charts, content, &owner);
  docks_->leaveOut(Panel::charts);
  QCOMPARE(content->parentWidget(), &owner);
  QVERIFY(!dock(Panel::charts)->isVisible());
  QVERIFY(!dock(Panel::charts)->toggleViewAction()->isVisible());
  docks_->focus(Panel::charts);
  docks_->resetLayout();
  QVERIFY(!dock(Panel::charts)->isVisible());
  docks_->fill(Panel::charts, content, &owner);
  QVERIFY(dock(Panel::charts)->isVisible());
  QVERIFY(dock(Panel::charts)->toggleViewAction()->isVisible());
}

void TestDocks::what_is_left_out_does_not_count_as_closed() {
  QWidget owner;
  dock(Panel::claims)->close();
  for (const Panel panel : {Panel::charts, Panel::claims}) docks_->leaveOut(panel);
  docks_->bringBack();
  QVERIFY(dock(Panel::charts)->isVisible());
  QVERIFY(!dock(Panel::claims)->isVisible());
}

QTEST_MAIN(TestDocks)
#include "tst_docks.moc"
