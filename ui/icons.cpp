#include "ui/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

// Resources of a static library are only there once somebody asks for them; the macro works outside namespaces only.
static void loadDrawings() { Q_INIT_RESOURCE(icons); }

namespace ui {
namespace {

/// Draws an SVG whose strokes and fills are `currentColor`.
class DrawingEngine : public QIconEngine {
 public:
  explicit DrawingEngine(QByteArray drawing) : drawing_(std::move(drawing)) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    QByteArray drawing = drawing_;
    QSvgRenderer(drawing.replace("currentColor", color(mode).name().toLatin1())).render(painter, rect);
  }

  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    const QString key = QStringLiteral("drawing/%1/%2x%3/%4")
                            .arg(qHash(drawing_))
                            .arg(size.width())
                            .arg(size.height())
                            .arg(color(mode).name());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) return pixmap;
    pixmap = QPixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(), size), mode, state);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
  }

  QIconEngine* clone() const override { return new DrawingEngine(drawing_); }

 private:
  static QColor color(QIcon::Mode mode) {
    const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
    return QGuiApplication::palette().color(group, QPalette::ButtonText);
  }

  QByteArray drawing_;
};

}  // namespace

QIcon icon(const QString& name) {
  loadDrawings();
  QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
  if (!file.open(QIODevice::ReadOnly)) return {};
  return QIcon(new DrawingEngine(file.readAll()));
}

}  // namespace ui
