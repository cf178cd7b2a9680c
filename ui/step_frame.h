#pragma once

#include <QMetaType>
#include <memory>

#include "course/stepper.h"
#include "ui/frame.h"

namespace ui {

/// A moment of step mode, shared and never changed.
using StepPointer = std::shared_ptr<const course::StepFrame>;

/// What the views of a free run show of it. Lives as long as the step.
inline FramePointer frameOf(const StepPointer& step) { return {step, &step->frame}; }

}  // namespace ui

Q_DECLARE_METATYPE(ui::StepPointer)
