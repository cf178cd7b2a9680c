#include "links.h"

#include <QRegularExpression>
#include <algorithm>

QString prose(const std::string& markdown) {
  static const QRegularExpression code(QStringLiteral("```.*?```|`[^`\n]*`"),
                                       QRegularExpression::DotMatchesEverythingOption);
  QString text = QString::fromStdString(markdown);
  for (auto match = code.match(text); match.hasMatch(); match = code.match(text, match.capturedStart())) {
    text.replace(match.capturedStart(), match.capturedLength(), QString(match.captured().count(u'\n'), u'\n'));
  }
  return text;
}

QStringList links_of(const std::string& markdown) {
  static const QRegularExpression link(QStringLiteral("\\]\\(([^)]*)\\)"));
  QStringList targets;
  for (const auto& match : link.globalMatch(prose(markdown))) targets << match.captured(1);
  return targets;
}

bool link_leads_somewhere(const QString& target) {
  const course::Catalogue& catalogue = lessons::catalogue();
  const std::string name = target.section(u':', 1).toStdString();
  if (target.startsWith(QStringLiteral("term:"))) return catalogue.glossary().find(name) != nullptr;
  if (!target.startsWith(QStringLiteral("lesson:"))) return false;
  return std::ranges::any_of(catalogue.entries(), [&](const auto& entry) { return entry.id == name; });
}

QString broken_links(const std::string& markdown) {
  QStringList broken = links_of(markdown);
  broken.removeIf([](const QString& target) { return link_leads_somewhere(target); });
  return broken.join(u' ');
}
