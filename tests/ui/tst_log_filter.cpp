#include <QTest>

#include "story.h"
#include "ui/log_filter.h"

class TestLogFilter : public QObject {
  Q_OBJECT

 private:
  static int count(const char* text) {
    Deadlock deadlock;
    deadlock.story.prints(deadlock.main, "All done");
    const auto snapshot = deadlock.story.snapshot();
    ui::LogFilter filter(text);
    int matching = 0;
    for (std::size_t i = snapshot->log.begin(); i < snapshot->log.end(); ++i) {
      matching += filter.matches(snapshot->log[i], *snapshot) ? 1 : 0;
    }
    return matching;
  }

 private Q_SLOTS:
  void no_words_match_everything() {
    QVERIFY(ui::LogFilter("  ").everything());
    QCOMPARE(count(""), 8);
  }

  void word_matches_thread_object_or_what_happened() {
    QCOMPARE(count("worker-1"), 4);
    QCOMPARE(count("LEFT"), 2);
    QCOMPARE(count("acquired"), 2);
    QCOMPARE(count("lock"), 4);
  }

  void all_words_must_match() { QCOMPARE(count("worker-1 acquired"), 1); }

  void prefix_says_where_to_look() {
    QCOMPARE(count("thread:worker-2 what:waits"), 2);
    QCOMPARE(count("object:worker-2"), 0);
    QCOMPARE(count("object:right"), 2);
  }

  void printed_text_is_found() {
    QCOMPARE(count("done"), 1);
    QCOMPARE(count("nowhere"), 0);
  }
};

QTEST_APPLESS_MAIN(TestLogFilter)
#include "tst_log_filter.moc"
