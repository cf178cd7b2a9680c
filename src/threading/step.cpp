#include "threading/step.h"

#include "threading/monitor.h"

namespace threading {

void step(std::string_view label, trace::Source source) {
  if (Context::plain()) return;
  Monitor own;  // no other thread has to do with it
  Subject nothing;
  own.perform({.kind = OperationKind::step, .source = source, .label = label}, nothing, [label](Turn& turn) {
    if (!turn.thread().watched()) return;
    const trace::TextId text = turn.thread().channel()->recorder().add_text(std::string(label));
    turn.record(trace::EventKind::marked, text.value);
  });
}

}  // namespace threading
