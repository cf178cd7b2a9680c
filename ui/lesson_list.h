#pragma once

#include <QString>
#include <QWidget>
#include <array>
#include <cstdint>

#include "course/catalogue.h"

class QLineEdit;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace ui {

/// How far the learner came in a lesson.
enum class Progress : std::uint8_t {
  untouched,
  opened,
  ran,         ///< some variants
  finished,    ///< every variant run
  halfSolved,  ///< of a challenge: broken or repaired
  solved,      ///< broken and repaired
};
inline constexpr std::array allProgress{Progress::untouched, Progress::opened,     Progress::ran,
                                        Progress::finished,  Progress::halfSolved, Progress::solved};

/// A sign for each, and the same in a word.
QString sign(Progress progress);
QString inWords(Progress progress);

/// Chapters and their lessons, each with the sign of its progress, and a line above that narrows the list to what is
/// typed there.
/// Below them, the way to the glossary.
class LessonList : public QWidget {
  Q_OBJECT

 public:
  /// `catalogue` must outlive the list.
  explicit LessonList(const course::Catalogue& catalogue, QWidget* parent = nullptr);

  void setProgress(const QString& lesson, Progress progress);
  /// Marks the lesson that is open; emits nothing.
  void setCurrent(const QString& lesson);
  /// Only lessons whose title or summary holds every word.
  void filter(const QString& words);
  /// As wide as the longest title.
  QSize sizeHint() const override;

 Q_SIGNALS:
  /// By click, Enter, or moving to it by arrow key.
  void lessonChosen(const QString& lesson);
  void glossaryAsked();

 protected:
  /// What is open stays in sight.
  void resizeEvent(QResizeEvent* event) override;

 private:
  QToolButton* makeGlossaryButton();
  QTreeWidgetItem* chapterItem(int chapter);
  QTreeWidgetItem* find(const QString& lesson) const;
  void addLesson(const course::Entry& entry);

  QLineEdit* filter_;
  QTreeWidget* tree_;
};

}  // namespace ui
