#include "ui/timeline_tiles.h"

#include <QPainter>
#include <algorithm>
#include <cstring>

#include "ui/theme.h"

namespace ui::timeline {
namespace {

using model::ThreadState;

QColor mixed(const QColor& one, const QColor& other, qreal share) {
  const auto mix = [share](qreal a, qreal b) { return a * share + b * (1 - share); };
  return QColor::fromRgbF(static_cast<float>(mix(one.redF(), other.redF())),
                          static_cast<float>(mix(one.greenF(), other.greenF())),
                          static_cast<float>(mix(one.blueF(), other.blueF())));
}

// How much of a lane's height a state takes.
double share(ThreadState state) {
  switch (state) {
    case ThreadState::created: return 0.4;
    case ThreadState::running:
    case ThreadState::ready:
    case ThreadState::blocked: return 1.0;
    case ThreadState::sleeping: return 0.6;
    case ThreadState::finished: return 0.15;
  }
  return 1.0;
}

QRect barOf(ThreadState state, int height) {
  const int own = std::max(qRound(height * share(state)), 1);
  return {0, (height - own) / 2, Tiles::period, own};
}

bool quiet(ThreadState state) { return share(state) < 1.0; }

// Quiet states are grey on grey, so the pattern is what has to carry them.
QColor patternColor(ThreadState state) {
  const QColor color = theme::stateColor(state);
  return quiet(state) ? mixed(color, theme::ink(), 0.7) : color;
}

// Every second column of the outer quarters is left out.
void cutFringe(QImage& image, const QRect& bar) {
  const int depth = std::max(bar.height() / 4, 1);
  for (int y = bar.top(); y <= bar.bottom(); ++y) {
    if (y >= bar.top() + depth && y <= bar.bottom() - depth) continue;
    for (int x = 0; x < Tiles::period; ++x) {
      if (x % 4 < 2) image.setPixel(x, y, 0);
    }
  }
}

QImage tile(ThreadState state, Look look, int height) {
  QImage image(Tiles::period, height, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  const QColor color = theme::stateColor(state);
  const QRect bar = barOf(state, height);
  QPainter painter(&image);
  painter.fillRect(bar, groundOf(state));
  painter.fillRect(bar, QBrush(patternColor(state), theme::stateBrush(state).style()));
  if (look == Look::edge) painter.fillRect(bar, mixed(color, theme::ink(), 0.45));
  painter.end();
  if (look == Look::merged) cutFringe(image, bar);
  return image;
}

}  // namespace

Tiles::Tiles(int barHeight) : barHeight_(std::max(barHeight, 1)) {
  const auto pixels = static_cast<std::size_t>(barHeight_) * period;
  pixels_.resize(pixels);
  for (const ThreadState state : model::all_thread_states) {
    for (const Look look : allLooks) {
      const QImage image = tile(state, look, barHeight_);
      const auto* first = reinterpret_cast<const QRgb*>(image.constBits());
      pixels_.insert(pixels_.end(), first, first + pixels);
    }
  }
}

std::uint8_t Tiles::style(ThreadState state, Look look) {
  return static_cast<std::uint8_t>(1 + static_cast<std::size_t>(state) * allLooks.size() +
                                   static_cast<std::size_t>(look));
}

QColor groundOf(ThreadState state) {
  const QColor color = theme::stateColor(state);
  return quiet(state) ? color : mixed(color, theme::paper(), 0.45);
}

QImage swatch(ThreadState state, Look look, QSize size, qreal ratio) {
  const QSize pixels = size * ratio;
  const QImage one = tile(state, look, std::max(pixels.height(), 1));
  QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  for (int x = 0; x < pixels.width(); x += Tiles::period) painter.drawImage(x, 0, one);
  painter.end();
  image.setDevicePixelRatio(ratio);
  return image;
}

}  // namespace ui::timeline
