#include "ui/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QMimeData>
#include <QShortcut>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/docks.h"
#include "ui/glossary_window.h"
#include "ui/help_dialog.h"
#include "ui/icons.h"
#include "ui/lesson_list.h"
#include "ui/lesson_page.h"
#include "ui/notice.h"
#include "ui/run_bar.h"
#include "ui/status_strip.h"
#include "ui/step_mode.h"
#include "ui/words.h"

namespace ui {
namespace {

Progress progressOf(const ChallengeProgress& challenge, bool opened) {
  if (challenge.isSolved()) return Progress::solved;
  if (challenge.isBegun()) return Progress::halfSolved;
  return opened ? Progress::opened : Progress::untouched;
}

Progress progressOf(const course::Entry& entry, const ProgressStore& store) {
  const QString id = words(entry.id);
  if (entry.lesson.challenge) return progressOf(store.challenge(id), store.opened(id));
  const auto run = static_cast<std::size_t>(store.variantsRun(id).size());
  if (run >= entry.lesson.variants.size()) return Progress::finished;
  if (run > 0) return Progress::ran;
  return store.opened(id) ? Progress::opened : Progress::untouched;
}

/// Empty if it is not exactly one file.
QString droppedFile(const QMimeData& data) {
  const QList<QUrl> urls = data.urls();
  return urls.size() == 1 ? urls.front().toLocalFile() : QString();
}

}  // namespace

MainWindow::MainWindow(const course::Catalogue& catalogue) : catalogue_(catalogue) {
  applyLook();
  setWindowTitle(QStringLiteral("ThreadLab"));
  setWindowIcon(icon(QStringLiteral("threadlab")));
  setAcceptDrops(true);
  addToolBar(bar_ = new RunBar(this));
  setStatusBar(strip_ = new StatusStrip(meter_, this));
  setCentralWidget(new QWidget(this));
  auto* column = new QVBoxLayout(centralWidget());
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(notice_ = new Notice(this));
  docks_ = new Docks(*this);
  docks_->fill(Panel::lessons, list_ = new LessonList(catalogue, this), this);
  bar_->setViewMenu(docks_->viewMenu());
  bar_->setTextPercent(preferences_.textPercent());
  for (const course::Entry& entry : catalogue.entries()) showProgress(words(entry.id));
  connectBar();
  connect(list_, &LessonList::lessonChosen, this, &MainWindow::openLesson);
  connect(list_, &LessonList::glossaryAsked, this, [this] { showGlossary({}); });
  connect(&store_, &ProgressStore::troubled, notice_, &Notice::warn);
  connect(&preferences_, &Preferences::troubled, notice_, &Notice::warn);
  if (!store_.problem().isEmpty()) notice_->warn(store_.problem());
  restoreWindow();
  openLastLesson();
}

MainWindow::~MainWindow() {
  // The pages, also those that are still stopping, while what they know is there.
  delete takeCentralWidget();
}

template <class Action>
void MainWindow::addKey(const QString& key, Action action) {
  connect(new QShortcut(QKeySequence(key), this), &QShortcut::activated, this, action);
}

void MainWindow::connectBar() {
  connect(bar_, &RunBar::runAsked, this, &MainWindow::startRun);
  connect(bar_, &RunBar::stepAsked, this, [this] { page_->step(); });
  connect(bar_, &RunBar::exploreAsked, this, [this] { page_->explore(); });
  connect(bar_, &RunBar::pauseAsked, this, [this] { page_->pause(); });
  connect(bar_, &RunBar::resumeAsked, this, [this] { page_->resume(); });
  connect(bar_, &RunBar::stopAsked, this, [this] { page_->stop(); });
  connect(bar_, &RunBar::paceChosen, this, [this](std::chrono::nanoseconds pace) { page_->setPace(pace); });
  connect(bar_, &RunBar::themeToggled, this,
          [this] { setScheme(theme::scheme() == theme::Scheme::dark ? theme::Scheme::light : theme::Scheme::dark); });
  connect(bar_, &RunBar::textPercentChosen, this, &MainWindow::setTextPercent);
  connect(bar_, &RunBar::helpAsked, this, &MainWindow::showHelp);
  addKey(QStringLiteral("Ctrl+2"), [this] { page_->focusText(); });
  addKey(QStringLiteral("Ctrl+3"), [this] { page_->focusCode(); });
  addKey(QStringLiteral("Shift+F1"), [this] { showGlossary({}); });
}

void MainWindow::openLesson(const QString& id) {
  const course::Entry& entry = catalogue_.at(id.toStdString());
  list_->setCurrent(id);
  if (page_ && &page_->entry() == &entry) return;
  auto* page = new LessonPage(entry, store_, centralWidget());
  page->setGlossary(catalogue_.glossary());
  setUpdatesEnabled(false);
  showPage(page);
  setUpdatesEnabled(true);
  preferences_.setLastLesson(id);
  showProgress(id);
}

void MainWindow::showPage(LessonPage* page) {
  for (const Panel panel : allPanels) {
    if (QWidget* content = page->panel(panel)) {
      docks_->fill(panel, content, page);
    } else if (panel != Panel::lessons) {
      docks_->leaveOut(panel);
    }
  }
  if (page_) {
    page_->runs().disconnect(strip_);
    for (QObject* other : std::initializer_list<QObject*>{bar_, strip_, docks_, notice_, this})
      page_->disconnect(other);
    centralWidget()->layout()->removeWidget(page_);
    page_->retire();
  }
  page_ = page;
  centralWidget()->layout()->addWidget(page);
  connectPage();
  raiseWanted();
  docks_->suitContent();
}

/// The one named first comes to lie in front of those that share its place.
void MainWindow::raiseWanted() {
  docks_->raise(Panel::charts);
  const std::vector<Panel> wanted = page_->wanted();
  std::for_each(wanted.rbegin(), wanted.rend(), [this](Panel panel) { docks_->raise(panel); });
}

void MainWindow::connectPage() {
  RunController& runs = page_->runs();
  connect(page_, &LessonPage::stateChanged, bar_, &RunBar::setState);
  connect(page_, &LessonPage::exploringStarted, bar_, &RunBar::setExploring);
  connect(page_, &LessonPage::runOpened, strip_, [this](const TrialPointer& trial) {
    strip_->showFrame(trial->frame);
    strip_->showOutcome(trial->outcome);
  });
  connect(page_, &LessonPage::stepped, strip_, &StatusStrip::showFrame);
  connect(page_, &LessonPage::steppingChanged, docks_,
          [this](bool stepping) { docks_->setOpen(Panel::steps, stepping); });
  connect(page_, &LessonPage::steppingChanged, strip_, &StatusStrip::clear);
  connect(page_, &LessonPage::steppingChanged, bar_, &RunBar::setStepping);
  connect(page_, &LessonPage::openAsked, this, &MainWindow::askForSchedule);
  connect(page_, &LessonPage::noticed, notice_, &Notice::say);
  connect(&runs, &RunController::advanced, strip_, &StatusStrip::showFrame);
  connect(&runs, &RunController::finished, strip_, &StatusStrip::showOutcome);
  connect(page_, &LessonPage::panelWanted, docks_, &Docks::raise);
  connect(page_, &LessonPage::neededHeightChanged, docks_, &Docks::suitContent, Qt::QueuedConnection);
  connect(page_, &LessonPage::lessonChosen, this, &MainWindow::openLesson);
  connect(page_, &LessonPage::glossaryAsked, this, &MainWindow::showGlossary);
  connect(page_, &LessonPage::progressMade, this, &MainWindow::showProgress);
  bar_->setTitle(words(page_->entry().lesson.title));
  bar_->setState(course::RunState::ready);
  bar_->setStepping(false);
  bar_->setStepMenu(page_->stepMode().menu());
  docks_->setOpen(Panel::steps, false);
  strip_->clear();
  page_->setPace(bar_->pace());
  setWindowTitle(QStringLiteral("%1 - ThreadLab").arg(words(page_->entry().lesson.title)));
}

void MainWindow::startRun() { page_->run(); }

void MainWindow::setScheme(theme::Scheme scheme) {
  preferences_.setScheme(scheme);
  applyLook();
}

void MainWindow::setTextPercent(int percent) {
  preferences_.setTextPercent(percent);
  applyLook();
  bar_->setTextPercent(percent);
  docks_->suitContent();
}

void MainWindow::applyLook() { theme::apply(*qApp, preferences_.scheme(), preferences_.textPercent()); }

void MainWindow::restoreWindow() {
  resize(1280, 800);
  restoreGeometry(preferences_.geometry());
  arranged_ = restoreState(preferences_.docks());
  docks_->setDividedByHand(preferences_.dividedByHand());
}

void MainWindow::openLastLesson() {
  try {
    openLesson(preferences_.lastLesson());
  } catch (const course::BadInput&) {
    openLesson(words(catalogue_.entries().front().id));
  }
}

void MainWindow::showProgress(const QString& lesson) {
  list_->setProgress(lesson, progressOf(catalogue_.at(lesson.toStdString()), store_));
}

void MainWindow::showHelp() { HelpDialog(this).exec(); }

void MainWindow::showGlossary(const QString& term) {
  if (glossary_ == nullptr) {
    glossary_ = new GlossaryWindow(catalogue_.glossary(), this);
    connect(glossary_, &GlossaryWindow::lessonChosen, this, &MainWindow::openLesson);
  }
  glossary_->openAt(term);
}

void MainWindow::showEvent(QShowEvent* event) {
  QMainWindow::showEvent(event);
  if (std::exchange(arranged_, true)) return;
  docks_->resize();
  raiseWanted();
}

void MainWindow::closeEvent(QCloseEvent* event) {
  docks_->bringBack();
  preferences_.setWindow(saveGeometry(), saveState(), docks_->isDividedByHand());
  page_->stop();
  event->accept();
}

void MainWindow::openSchedule(const QString& name) {
  QFile file(name);
  if (!file.open(QIODevice::ReadOnly)) {
    return notice_->say(QStringLiteral("Cannot read \"%1\": %2.").arg(name, file.errorString()));
  }
  try {
    const std::string text = file.read(course::most_schedule_bytes + 1).toStdString();
    const course::SavedSchedule saved = course::saved_schedule(catalogue_, text);
    openLesson(words(saved.lesson));
    notice_->say({});
    page_->openSchedule(saved, text);
  } catch (const course::BadInput& error) {
    notice_->say(QStringLiteral("%1: %2").arg(name, words(error.what())));
  }
}

void MainWindow::askForSchedule() {
  const QString file = QFileDialog::getOpenFileName(this, QStringLiteral("Open schedule"), {},
                                                    QStringLiteral("Schedules (*.jsonl);;All files (*)"));
  if (!file.isEmpty()) openSchedule(file);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (!droppedFile(*event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  const QString file = droppedFile(*event->mimeData());
  if (file.isEmpty()) return;
  event->acceptProposedAction();
  openSchedule(file);
}

}  // namespace ui
