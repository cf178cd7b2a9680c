#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

namespace {

struct Result {
  int status = -1;
  QByteArray output;
  QByteArray errors;

  QJsonDocument json() const { return QJsonDocument::fromJson(output); }
};

/// Any window, even one out of sight, would end the program here: there is neither a display nor that platform.
QProcessEnvironment without_windows() {
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY"}) environment.remove(name);
  environment.insert("QT_QPA_PLATFORM", "no-such-platform");
  return environment;
}

QProcessEnvironment without_display() {
  QProcessEnvironment environment = without_windows();
  environment.remove("QT_QPA_PLATFORM");
  return environment;
}

QString program() { return qEnvironmentVariable("THREADLAB_PROGRAM"); }

Result threadlab(const QStringList& arguments, const QProcessEnvironment& environment = without_windows()) {
  QProcess process;
  process.setProcessEnvironment(environment);
  process.start(program(), arguments);
  if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit) return {};
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QByteArray contents(const QString& name) {
  QFile file(name);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& name, const QByteArray& content) {
  QFile file(name);
  QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
}

}  // namespace

/// The program as a person calls it.
class TestThreadlab : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    if (program().isEmpty()) QSKIP("the program was not built");
    QVERIFY(folder_.isValid());
  }

  void help_and_version_are_printed() {
    const Result help = threadlab({"--help"});
    QCOMPARE(help.status, 0);
    QVERIFY(help.output.contains("threadlab run LESSON"));
    const Result version = threadlab({"--version"});
    QCOMPARE(version.status, 0);
    QVERIFY(version.output.startsWith("ThreadLab "));
  }

  void the_lessons_are_listed() {
    const Result text = threadlab({"list"});
    QCOMPARE(text.status, 0);
    QVERIFY(text.output.contains("race-condition: "));
    const QJsonArray lessons = threadlab({"list", "--json"}).json().array();
    QVERIFY(lessons.size() >= 6);
    QVERIFY(text.output.contains("    --sweep \"Throughput against threads\"\n"));
    for (const QJsonValue& lesson : lessons) {
      QVERIFY(!lesson["id"].toString().isEmpty() && !lesson["variants"].toArray().isEmpty());
      QVERIFY(lesson["controlled"]["environment"]["time_outs"].toInteger() >= 1);
    }
  }

  void a_sound_variant_holds() {
    const Result result = threadlab({"run", "race-condition", "--variant", "lock", "--set", "threads=3", "--set",
                                     "increments=4", "--set", "gap=100us", "--seed", "5", "--json"});
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.status, 0);
    const QJsonObject run = result.json().object();
    QCOMPARE(run["lesson"].toString(), QString("race-condition"));
    QCOMPARE(run["variant"].toString(), QString("lock"));
    QCOMPARE(run["seed"].toInteger(), 5);
    QCOMPARE(run["parameters"]["threads"].toString(), QString("3"));
    QCOMPARE(run["parameters"]["gap"].toString(), QString("100 \u00b5s"));
    QCOMPARE(run["ending"].toString(), QString("finished"));
    QCOMPARE(run["claims"][0]["verdict"].toString(), QString("holds"));
    QVERIFY(run["duration_ms"].toDouble() > 0);
    QVERIFY(run["threads"].toInteger() >= 3);
    QVERIFY(run["events"]["recorded"].toInteger() > 0);
    QCOMPARE(run["events"]["dropped"].toInteger(), 0);
  }

  void a_broken_variant_fails() {
    const Result result = threadlab({"run", "race-condition", "--variant", "plain", "--set", "increments=200"});
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.status, 1);
    QVERIFY(result.output.contains("  fails      "));
    QVERIFY(result.output.contains(" instead of 800."));
  }

  void many_runs_have_a_histogram() {
    const Result result = threadlab({"run", "race-condition", "--runs", "4", "--set", "increments=50", "--json"});
    QCOMPARE(result.status, 1);
    const QJsonObject histogram = result.json()["histogram"].toObject();
    QCOMPARE(histogram["expected"].toInteger(), 200);
    qint64 runs = 0;
    for (const QJsonValue& bar : histogram["bars"].toArray()) runs += bar["count"].toInteger();
    QCOMPARE(runs, 4);
  }

  void a_curve_is_measured() {
    const QStringList sweep{"sweep",     "race-condition", "--sweep",  "Throughput", "--variant", "lock",
                            "--variant", "atomic",         "--repeat", "1",          "--set",     "increments=20"};
    const Result text = threadlab(sweep);
    QCOMPARE(text.errors, QByteArray());
    QCOMPARE(text.status, 0);
    QVERIFY(text.output.contains("increments per second"));
    const QJsonDocument json = threadlab(sweep + QStringList{"--json"}).json();
    QCOMPARE(json["lines"].toArray().size(), 2);
    for (const QJsonValue& point : json["lines"][1]["points"].toArray()) {
      QVERIFY(point["spread"]["median"].toDouble() > 0);
    }
    const Result wrong = threadlab({"sweep", "race-condition", "--sweep", "Trhoughput against threads"});
    QCOMPARE(wrong.status, 2);
    QVERIFY(wrong.errors.contains("Did you mean \"Throughput against threads\"?"));
    const Result fixed = threadlab({"sweep", "race-condition", "--set", "threads=3"});
    QCOMPARE(fixed.status, 2);
    QVERIFY(fixed.errors.contains("leave --set threads out"));
  }

  void variants_are_compared() {
    const QStringList compare{"compare", "race-condition", "--set", "increments=20", "--repeat", "1", "--json"};
    const Result all = threadlab(compare);
    QCOMPARE(all.errors, QByteArray());
    QCOMPARE(all.status, 1);
    const QJsonArray variants = all.json()["variants"].toArray();
    QCOMPARE(variants.size(), 4);
    QCOMPARE(variants[0]["standing"].toString(), QString("broken"));
    QCOMPARE(variants[1]["standing"].toString(), QString("proved"));
    QVERIFY(variants[1]["cost"]["seconds"].toDouble() > 0);
    QVERIFY(variants[1]["verdict"].toString().startsWith("Correct"));
    QCOMPARE(threadlab(compare + QStringList{"--variant", "lock", "--variant", "atomic"}).status, 0);
  }

  void a_deadlock_is_found_named_and_taken_down() {
    const Result result = threadlab({"run", "deadlock", "--variant", "opposite-order", "--json"});
    QCOMPARE(result.status, 1);
    const QJsonObject run = result.json().object();
    QCOMPARE(run["ending"].toString(), QString("stuck"));
    QVERIFY(run["stuck"].toString().contains("left") && run["stuck"].toString().contains("right"));
  }

  void what_is_broken_is_found_saved_and_replayed() {
    const QString file = folder_.filePath("lost.schedule");
    const Result explored =
        threadlab({"explore", "race-condition", "--variant", "plain", "--budget", "20", "--save", file, "--json"});
    QCOMPARE(explored.errors, QByteArray());
    QCOMPARE(explored.status, 1);
    QCOMPARE(explored.json()["outcome"].toString(), QString("fails"));
    QCOMPARE(explored.json()["parameters"]["threads"].toString(), QString("2"));
    const Result replayed = threadlab({"replay", file, "--json"});
    QCOMPARE(replayed.status, 1);
    QCOMPARE(replayed.json()["verdict"]["sentence"].toString(), explored.json()["failure"]["sentence"].toString());
    QVERIFY(contents(file).contains(replayed.json()["hash"].toString().toUtf8()));
    QVERIFY(threadlab({"replay", file}).output.contains("> step"));
  }

  void a_schedule_of_a_lesson_that_has_changed_is_followed_as_far_as_it_goes() {
    const QString saved = folder_.filePath("current.schedule");
    QCOMPARE(threadlab({"explore", "race-condition", "--budget", "20", "--save", saved}).status, 1);
    QByteArrayList lines = contents(saved).split('\n');
    lines.front().replace(QJsonDocument::fromJson(lines.front())["source_hash"].toString().toUtf8(),
                          "0123456789abcdef");
    const QString old = folder_.filePath("old.schedule");
    write(old, lines.join('\n'));

    const Result refused = threadlab({"replay", old});
    QCOMPARE(refused.status, 2);
    QCOMPARE(refused.output, QByteArray());
    QCOMPARE(
        refused.errors,
        QByteArray("threadlab: The schedule is out of date: the program of race-condition has changed since it was "
                   "made. With --tolerant it is followed as far as that goes.\n"));
    const Result followed = threadlab({"replay", old, "--tolerant"});
    QCOMPARE(followed.status, 1);
    QCOMPARE(followed.errors, QByteArray());
    QVERIFY(followed.output.contains("no increment is lost: \"result\" ended at"));
    QCOMPARE(followed.output, threadlab({"replay", saved}).output);
    QCOMPARE(threadlab({"replay", old, "--tolerant", "--json"}).json()["hash"],
             threadlab({"replay", saved, "--json"}).json()["hash"]);

    constexpr int kept = 6;  // steps: nothing is lost by then
    lines.remove(1 + kept, lines.size() - 3 - kept);
    lines[kept].replace("\"thread\":\"main/0", "\"thread\":\"main/0/9");
    write(old, lines.join('\n'));
    const Result open = threadlab({"replay", old, "--tolerant"});
    QCOMPARE(open.status, 0);
    QVERIFY2(open.output.contains("\nNothing fails up to here.\n"), open.output.constData());
    QVERIFY2(open.output.contains("step 5: ") && !open.output.contains("step 6: "), "one that is not there was done");
  }

  void a_schedule_opens_the_window_at_its_start() {
    const QString file = folder_.filePath("stuck.schedule");
    const Result explored = threadlab({"explore", "deadlock", "--budget", "20", "--save", file, "--json"});
    QCOMPARE(explored.status, 1);
    QProcessEnvironment environment = without_windows();
    environment.insert("QT_QPA_PLATFORM", "offscreen");
    environment.insert("QT_PLUGIN_PATH", qEnvironmentVariable("ONLOOKERS"));
    environment.insert("QT_QPA_GENERIC_PLUGINS", "onlooker");
    for (const char* place : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"}) {
      environment.insert(place, folder_.filePath(QString("of-the-window/") + place));
    }
    const Result window = threadlab({file}, environment);
    QCOMPARE(window.status, 0);
    const auto steps = explored.json()["steps"].toArray().size();
    QCOMPARE(window.output, QString("Deadlock - ThreadLab: Step 0 of %1\n").arg(steps).toUtf8());
  }

  void what_is_right_is_proved_and_nothing_is_saved() {
    const QString file = folder_.filePath("none.schedule");
    const Result result = threadlab(
        {"explore", "race-condition", "--variant", "lock", "--set", "threads=3", "--budget", "60", "--save", file});
    QCOMPARE(result.status, 0);
    QVERIFY(result.output.contains("All 6 different executions hold."));
    QVERIFY(!QFile::exists(file));
  }

  void several_runs_are_counted() {
    const Result result = threadlab({"run", "race-condition", "--variant", "atomic", "--set", "increments=2", "--set",
                                     "gap=0ms", "--runs", "3", "--seed", "7", "--json"});
    QCOMPARE(result.status, 0);
    const QJsonObject runs = result.json().object();
    QCOMPARE(runs["runs"].toInteger(), 3);
    QCOMPARE(runs["endings"]["finished"].toInteger(), 3);
    QCOMPARE(runs["outcomes"][2]["seed"].toInteger(), 9);
  }

  void bad_input_is_one_clear_line_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("line");
    const auto row = [](const QStringList& arguments, const char* line) {
      QTest::newRow(qPrintable(arguments.join(' '))) << arguments << QByteArray(line);
    };
    row({"run"}, "threadlab: Something is missing: \"threadlab run LESSON\" wants LESSON.\n");
    row({"run", "race-conditon"},
        "threadlab: There is no lesson \"race-conditon\". Did you mean \"race-condition\"?\n");
    row({"run", "race-condition", "--set", "threads=many"},
        "threadlab: Lesson race-condition: threads must be an integer from 2 to 16, not \"many\".\n");
    row({"run", "race-condition", "--set", "thread=4"},
        "threadlab: Lesson race-condition: There is no parameter \"thread\"; there are threads, increments and gap. "
        "Did "
        "you mean \"threads\"?\n");
    row({"run", "race-condition", "--trace", "/no/such/folder/a.json"},
        "threadlab: Cannot write \"/no/such/folder/a.json\": No such file or directory.\n");
    row({"screenshot", "race-condition", "/no/such/folder/a.png"},
        "threadlab: Cannot write \"/no/such/folder/a.png\": No such file or directory.\n");
    row({"explore", "race-condition", "--save", "/no/such/folder/a"},
        "threadlab: Cannot write \"/no/such/folder/a\": No such file or directory.\n");
    row({"explore", "race-condition", "--save", "/dev/full"},
        "threadlab: Cannot write \"/dev/full\": No space left on device.\n");
    row({"replay", "/no/such/file"}, "threadlab: Cannot read \"/no/such/file\": No such file or directory.\n");
    row({"replay", "/"}, "threadlab: Cannot read \"/\": Is a directory.\n");
    row({"replay", "/dev/zero"}, "threadlab: \"/dev/zero\" is too long for a schedule.\n");
    row({"replay", "/dev/null"}, "threadlab: This is not a schedule: the file is empty.\n");
    row({"./no-such.schedule"}, "threadlab: Cannot read \"./no-such.schedule\": No such file or directory.\n");
    row({"explore", "nonsense"}, nullptr);
    row({"nonsense"}, nullptr);
    row({"run", "race-condition", "--variant", "nonsense"}, nullptr);
    row({"screenshot", "nonsense", "a.png"}, nullptr);
    row({"child", "race-condition"}, "threadlab: Lesson race-condition: Variant plain has no child process.\n");
  }
  void bad_input_is_one_clear_line() {
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, line);
    const Result result = threadlab(arguments);
    QCOMPARE(result.status, 2);
    QCOMPARE(result.output, QByteArray());
    QVERIFY(result.errors.startsWith("threadlab: "));
    QCOMPARE(result.errors.count('\n'), 1);
    if (!line.isEmpty()) QCOMPARE(result.errors, line);
  }

  void without_a_display_the_window_says_so() {
    const Result result = threadlab({}, without_display());
    QCOMPARE(result.status, 2);
    QVERIFY(result.errors.startsWith("threadlab: There is no display"));
  }

  void a_display_that_does_not_answer_is_none() {
    QProcessEnvironment environment = without_display();
    environment.insert("DISPLAY", "no-such-host:1");
    const Result result = threadlab({}, environment);
    QCOMPARE(result.status, 2);
    QVERIFY2(result.errors.contains("threadlab: There is no display"), result.errors.constData());
  }

  void a_trace_is_written() {
    const QString file = folder_.filePath("trace.json");
    QCOMPARE(threadlab({"run", "race-condition", "--set", "increments=2", "--trace", file, "--variant", "lock"}).status,
             0);
    QFile trace(file);
    QVERIFY(trace.open(QIODevice::ReadOnly));
    QVERIFY(QJsonDocument::fromJson(trace.readAll())["traceEvents"].toArray().size() > 10);
  }

  void a_full_disk_is_told() {
    if (!QFile::exists("/dev/full")) QSKIP("there is no /dev/full here");
    const Result result = threadlab({"run", "race-condition", "--set", "increments=2", "--trace", "/dev/full"});
    QCOMPARE(result.status, 2);
    QCOMPARE(result.errors, QByteArray("threadlab: Cannot write \"/dev/full\": No space left on device.\n"));
  }

  void an_interrupt_stops_the_run_and_reports_it() {
    const QString file = folder_.filePath("interrupted.json");
    QProcess process;
    process.setProcessEnvironment(without_windows());
    process.start(program(), {"run", "lock", "--variant", "scoped", "--set", "threads=16", "--set", "hold-time=2s",
                              "--json", "--trace", file});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), 30'000);
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QCOMPARE(QJsonDocument::fromJson(process.readAllStandardOutput())["ending"].toString(), QString("stopped"));
  }

  void a_lesson_starts_a_process_of_this_same_program() {
    const Result result = threadlab({"run", "daemon-threads", "--variant", "daemon", "--set", "worker-time=20s",
                                     "--set", "main-time=0ms", "--json"});
    QCOMPARE(result.status, 0);
    QCOMPARE(result.json()["output"][0].toString(), QString("main: done, I end"));
  }

  void a_screenshot_needs_no_display_and_leaves_nothing_behind() {
    const QString file = folder_.filePath("picture.png");
    QProcessEnvironment environment = without_display();
    environment.insert("HOME", folder_.filePath("home"));
    environment.remove("XDG_CONFIG_HOME");
    environment.remove("XDG_DATA_HOME");
    environment.insert("XDG_CACHE_HOME", folder_.filePath("cache"));
    const Result result = threadlab({"screenshot", "race-condition", file, "--size", "1300x820", "--after", "300",
                                     "--theme", "dark", "--variant", "lock"},
                                    environment);
    QCOMPARE(result.status, 0);
    const QImage image(file);
    QCOMPARE(image.size(), QSize(1300, 820));
    QVERIFY(!QFile::exists(folder_.filePath("home")));
  }

 private:
  QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(TestThreadlab)
#include "tst_threadlab.moc"
