#include <QTest>

#include "step_story.h"
#include "ui/elided_label.h"
#include "ui/step_queues.h"

using trace::EventKind;
using trace::ObjectKind;

class TestStepQueues : public QObject {
  Q_OBJECT

 private:
  static QStringList lines(const ui::StepQueues& queues) {
    QStringList texts;
    for (const auto* label : queues.findChildren<ui::ElidedLabel*>()) {
      if (!label->isHidden()) texts += label->text();
    }
    return texts;
  }

 private Q_SLOTS:
  void each_queue_that_was_used_says_what_it_holds() {
    ui::StepQueues queues;
    queues.resize(1000, 100);
    StepStory story;
    const auto jobs = story.story.object(ObjectKind::priority_queue, "jobs", 5);
    const auto mail = story.story.object(ObjectKind::simple_queue, "mail");
    story.story.object(ObjectKind::queue, "unused");
    story.story.leaves(EventKind::put, story.one, jobs, {"4", "5"});
    story.story.leaves(EventKind::got, story.two, mail, {});
    story.frame.frame.snapshot = story.story.snapshot();
    story.frame.changed = {jobs};
    queues.setStep(story.pointer());
    QCOMPARE(lines(queues), (QStringList{QStringLiteral("\u25B8 jobs  [4, 5]"), QStringLiteral("mail  []")}));
    queues.setStep(nullptr);
    QVERIFY(queues.isHidden());
  }

  void items_without_room_are_counted_and_come_back_with_it() {
    ui::StepQueues queues;
    StepStory story;
    const auto jobs = story.story.object(ObjectKind::queue, "jobs");
    story.story.leaves(EventKind::put, story.one, jobs, std::vector<std::string>(12, "(1, 22)"));
    story.frame.frame.snapshot = story.story.snapshot();
    queues.resize(queues.fontMetrics().averageCharWidth() * 40, 50);
    queues.setStep(story.pointer());
    queues.show();
    QVERIFY(lines(queues).first().endsWith(QStringLiteral(" more]")));
    queues.resize(queues.fontMetrics().averageCharWidth() * 200, 50);
    QVERIFY(lines(queues).first().endsWith(QStringLiteral("(1, 22)]")));
  }
};

QTEST_MAIN(TestStepQueues)
#include "tst_step_queues.moc"
