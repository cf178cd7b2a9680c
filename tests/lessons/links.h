#pragma once

#include <QStringList>
#include <string>

#include "lessons/catalogue.h"

/// The text without code blocks and `code`, in as many lines.
QString prose(const std::string& markdown);

/// What the links of a text lead to: "lesson:lock", "term:owner".
QStringList links_of(const std::string& markdown);

bool link_leads_somewhere(const QString& target);

/// Those that lead nowhere, in one line.
QString broken_links(const std::string& markdown);
