#include <QApplication>
#include <QGenericPlugin>
#include <QLabel>
#include <QRegularExpression>
#include <QTimer>
#include <chrono>
#include <cstdio>

/// Looks at the window of the program that loads it (QT_QPA_GENERIC_PLUGINS=onlooker). Once steps are shown there, it
/// writes the window's title and which step is the present one, and ends the program.
class Onlooker : public QGenericPlugin {
  Q_OBJECT
  Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "onlooker.json")

 public:
  QObject* create(const QString&, const QString&) override {
    using namespace std::chrono_literals;
    auto* timer = new QTimer;
    connect(timer, &QTimer::timeout, timer, &Onlooker::look);
    timer->start(20ms);
    return timer;
  }

 private:
  static void look() {
    static const QRegularExpression present(QStringLiteral("^Step \\d+ of \\d+"));
    for (const QWidget* window : QApplication::topLevelWidgets()) {
      for (const auto* label : window->findChildren<QLabel*>()) {
        if (!label->isVisible() || !present.match(label->text()).hasMatch()) continue;
        std::printf("%s: %s\n", qPrintable(window->windowTitle()), qPrintable(label->text()));
        std::fflush(stdout);
        return QApplication::quit();
      }
    }
  }
};

#include "onlooker.moc"
