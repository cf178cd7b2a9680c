#include <QTemporaryFile>
#include <QTest>

#include "spelling.h"

using course::Entry;
using spelling::Passage;

namespace {

const QDir root(QStringLiteral(QT_TESTCASE_SOURCEDIR "/.."));

QString known_words() { return root.filePath(QStringLiteral("lessons/words.txt")); }

void add_sentences_of(const course::Challenge& challenge, std::vector<std::string>& all) {
  all.push_back(challenge.goal);
  all.insert(all.end(), challenge.hints.begin(), challenge.hints.end());
  for (const course::Slot& slot : challenge.slots) {
    all.push_back(slot.label);
    for (const course::Piece& piece : slot.pieces) all.push_back(piece.label);
  }
}

/// Every word that a lesson declares for the screen.
std::vector<std::string> sentences_of(const course::Lesson& lesson) {
  std::vector<std::string> all{lesson.title, lesson.summary, lesson.prediction.question};
  for (const auto& parameter : lesson.parameters) {
    all.insert(all.end(), {parameter.label, parameter.unit, parameter.help});
    all.insert(all.end(), parameter.choices.begin(), parameter.choices.end());
  }
  for (const auto& variant : lesson.variants) {
    all.insert(all.end(), {variant.label, variant.note, variant.beyond_exploring});
  }
  for (const auto& claim : lesson.claims) all.push_back(claim.sentence);
  for (const auto& chart : lesson.charts) {
    all.insert(all.end(), {chart.title, chart.unit});
    for (const auto& line : chart.lines) all.push_back(line.label);
  }
  for (const auto& sweep : lesson.sweeps) all.insert(all.end(), {sweep.title, sweep.unit});
  for (const auto& answer : lesson.prediction.answers) {
    all.insert(all.end(), {answer.text, answer.misconception, answer.response});
  }
  if (lesson.challenge) add_sentences_of(*lesson.challenge, all);
  return all;
}

/// The first line of a listing that has the word.
int line_of(const QString& word, const std::string& listing) {
  const QRegularExpression whole(QStringLiteral("\\b%1\\b").arg(word));
  const QStringList lines = QString::fromStdString(listing).split(u'\n');
  const auto found = std::ranges::find_if(lines, [&](const QString& line) { return line.contains(whole); });
  return found == lines.end() ? 0 : static_cast<int>(found - lines.begin()) + 1;
}

QList<Passage> passages_of(const Entry& entry) {
  QList<Passage> passages;
  for (const std::string& sentence : sentences_of(entry.lesson)) {
    for (const QString& word : spelling::words_of(QString::fromStdString(sentence))) {
      passages.append({QString::fromStdString(entry.code_file), line_of(word, entry.code), word});
    }
  }
  return passages;
}

QString mistakes(const QList<Passage>& passages) { return spelling::mistakes(passages, known_words()).join(u'\n'); }

}  // namespace

class TestSpelling : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void texts_are_spelt_right_data() {
    QTest::addColumn<QString>("file");
    QStringList files{QStringLiteral("README.md"), QStringLiteral("lessons/README.md"),
                      QStringLiteral("lessons/glossary.md")};
    for (const Entry& entry : lessons::catalogue().entries()) {
      files << QFileInfo(QString::fromStdString(entry.code_file)).path() + QStringLiteral("/text.md");
    }
    for (const QString& file : files) QTest::newRow(qPrintable(file)) << file;
  }
  void texts_are_spelt_right() {
    QFETCH(QString, file);
    QFile text(root.filePath(file));
    QVERIFY2(text.open(QIODevice::ReadOnly), qPrintable(text.errorString()));
    const QString found = mistakes(spelling::passages_of(file, text.readAll().toStdString()));
    QVERIFY2(found.isEmpty(), qPrintable(found));
  }

  void what_a_lesson_says_is_spelt_right_data() {
    QTest::addColumn<std::string>("id");
    for (const Entry& entry : lessons::catalogue().entries()) QTest::newRow(entry.id.c_str()) << entry.id;
  }
  void what_a_lesson_says_is_spelt_right() {
    QFETCH(std::string, id);
    const QString found = mistakes(passages_of(lessons::catalogue().at(id)));
    QVERIFY2(found.isEmpty(), qPrintable(found));
  }

  void a_mistake_is_named_with_its_file_and_line() {
    const std::string text = "# Locks\n\nThe ownr of a lock.\n\n```\nwrod\n```\n\n> {last:wrod} A color's wrod.\n";
    QCOMPARE(mistakes(spelling::passages_of(QStringLiteral("text.md"), text)),
             QStringLiteral("text.md:3: ownr\ntext.md:9: color\ntext.md:9: wrod"));
  }

  void code_and_links_are_not_words() {
    const std::string text =
        "Call acquire(blokking) or std::thred, with max_wrkers, in `wrod` or ThredPool; the URL "
        "https://a.example/wrod,\n"
        "[Lock](lesson:wrod) after 20ms, lesson.cqq, src/wrod/lesson or --wrod and FIFO.\n";
    QCOMPARE(mistakes(spelling::passages_of(QStringLiteral("text.md"), text)), QString());
  }

  void a_mistake_in_a_lesson_is_named_with_its_line() {
    Entry entry = lessons::catalogue().at("lock");
    entry.lesson.summary = "One thread hlods it.";
    entry.code = "first\n// hlods\n";
    QCOMPARE(mistakes(passages_of(entry)), QStringLiteral("lessons/310_lock/lesson.cpp:2: hlods"));
  }

  void words_of_the_project_are_known_and_no_others() {
    QTemporaryFile known;
    QVERIFY(known.open());
    known.write("wrod\n");
    known.flush();
    const QList<Passage> passages{{QStringLiteral("a"), 1, QStringLiteral("Wrod wrods.")}};
    QCOMPARE(spelling::mistakes(passages, known.fileName()), QStringList(QStringLiteral("a:1: wrods")));
  }
};

QTEST_GUILESS_MAIN(TestSpelling)
#include "tst_spelling.moc"
