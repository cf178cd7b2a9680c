#include "model/racing.h"

namespace tests {

QStringList raced_for(const std::function<void(Counter&)>& program) {
  Counter counter;
  const auto snapshot = watch([&] { program(counter); });
  QStringList variables;
  for (const model::Finding& finding : snapshot->findings) {
    if (finding.kind != model::FindingKind::race) {
      variables += QString::fromStdString(finding.sentence);
    } else {
      variables += QString::fromStdString(snapshot->object(finding.steps[0].object)->name);
    }
  }
  variables.removeDuplicates();
  return variables;
}

}  // namespace tests
