#include "ui/help_dialog.h"

#include <QDialogButtonBox>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "ui/lesson_list.h"
#include "ui/panel.h"
#include "ui/parameter_form.h"
#include "ui/theme.h"

namespace ui {
namespace {

QString row(const QString& left, const QString& right) {
  return QStringLiteral("<tr><td style='padding-right:16px; white-space:nowrap'><b>%1</b></td><td>%2</td></tr>")
      .arg(left, right);
}

QString keys() {
  QString rows = row(QStringLiteral("Ctrl+R, F5"), QStringLiteral("Run; while a run is going, begin it anew")) +
                 row(QStringLiteral("F10"), QStringLiteral("Step: take the threads in your hand, then one step on")) +
                 row(QStringLiteral("1 to 9"), QStringLiteral("In step mode: this thread goes on")) +
                 row(QStringLiteral("Ctrl+Z, Backspace"), QStringLiteral("In step mode: one step back")) +
                 row(QStringLiteral("Ctrl+Shift+Z, Ctrl+Y"), QStringLiteral("In step mode: do it again")) +
                 row(QStringLiteral("Alt+Home, Alt+End"), QStringLiteral("In step mode: to the start, to the end")) +
                 row(QStringLiteral("Ctrl+F10"), QStringLiteral("In step mode: run to the line of the cursor")) +
                 row(QStringLiteral("Ctrl+D"), QStringLiteral("In step mode: split statements")) +
                 row(QStringLiteral("Ctrl+O, Ctrl+S"), QStringLiteral("Open a schedule, save the one in step mode")) +
                 row(QStringLiteral("F9"), QStringLiteral("Explore: search for a schedule that breaks the program")) +
                 row(QStringLiteral("Arrows, Enter"),
                     QStringLiteral("In the outcomes of Repeat: choose a bar, look at such a run")) +
                 row(QStringLiteral("F6"), QStringLiteral("Pause, go on; in step mode, play")) +
                 row(QStringLiteral("Shift+F5, Ctrl+."), QStringLiteral("Stop; leave step mode; cancel a search")) +
                 row(QStringLiteral("Ctrl+2, Ctrl+3"), QStringLiteral("To the text, to the code"));
  for (const Panel panel : allPanels) rows += row(key(panel), QStringLiteral("To %1").arg(title(panel)));
  rows += row(QStringLiteral("Tab, Enter"), QStringLiteral("In the text: to the next link, follow it"));
  rows += row(QStringLiteral("Ctrl+E"), QStringLiteral("In the code: what is different from the variant before"));
  rows += row(QStringLiteral("Shift+F1"), QStringLiteral("Glossary: what the terms in the texts mean"));
  return rows + row(QStringLiteral("Ctrl+T"), QStringLiteral("Light or dark")) +
         row(QStringLiteral("Ctrl++, Ctrl+-"), QStringLiteral("Larger text, smaller text")) +
         row(QStringLiteral("Alt+V, Alt+T"), QStringLiteral("Menus: which panels are open; text size")) +
         row(QStringLiteral("F1"), QStringLiteral("This page"));
}

QString signs() {
  QString rows;
  for (const Progress progress : allProgress) {
    rows += row(sign(progress), QStringLiteral("Lesson: %1").arg(inWords(progress)));
  }
  using Kind = course::Variant::Kind;
  rows += row(variantSign(Kind::broken), QStringLiteral("Broken variant, or a claim that a run has refuted"));
  rows += row(variantSign(Kind::sound), QStringLiteral("Sound variant, or a claim that holds"));
  rows += row(variantSign(Kind::design), QStringLiteral("Variant without right or wrong, to be compared"));
  rows += row(variantSign(Kind::open), QStringLiteral("Variant that is right or wrong as the pieces chosen for it"));
  rows += row(theme::verdictSign(course::Verdict::undecided), QStringLiteral("Claim: nothing against it so far"));
  rows += row(QStringLiteral("\u21C4"), QStringLiteral("Step: another thread goes, though this one could go on"));
  rows += row(QStringLiteral("!"), QStringLiteral("Step: one of those that did it"));
  rows += row(QStringLiteral("\u25B8"), QStringLiteral("Object: changed by the last step"));
  return rows + row(QStringLiteral("A, B, C"), QStringLiteral("A thread, by letter and colour, the same everywhere"));
}

QString page() {
  return QStringLiteral(
             "<h3>Keys</h3><table>%1</table>"
             "<h3>Signs</h3><table>%2</table>"
             "<h3>What Step and Explore go through</h3><p>Orders of whole steps, under sequential consistency: a load "
             "sees the last store. Step lets you choose the order, Explore tries those that can differ. What a weaker "
             "memory order would allow besides is in neither.</p>"
             "<h3>Your progress</h3><p>Lessons opened, variants run and the parameters used last are kept on this "
             "computer and nowhere else.</p>"
             "<h3>Licence</h3><p>ThreadLab is free software under the GNU General Public License, version 3 or later. "
             "It comes without any warranty. The file LICENSE has the full text.</p>")
      .arg(keys(), signs());
}

}  // namespace

HelpDialog::HelpDialog(QWidget* parent) : QDialog(parent) {
  setWindowTitle(QStringLiteral("Help"));
  auto* text = new QTextBrowser(this);
  text->setAccessibleName(QStringLiteral("Help"));
  text->setHtml(page());
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* column = new QVBoxLayout(this);
  column->addWidget(text, 1);
  column->addWidget(buttons);
  resize(fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 36);
}

}  // namespace ui
