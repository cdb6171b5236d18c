#pragma once
#include <memory>
#include <unordered_map>
#include <vector>

#include "canvas.hh"
#include "connection.hh"
#include "image_reader.hh"
#include "rect.hh"
#include "watched_window.hh"

namespace assent {

struct Layer {
  Window window;
  int x;
  int y;
  Rect clip;
};

enum class GrabOutcome { grabbed, windowGone, sizeChanged, displayLost };

/** Watches windows for painting, and draws chosen parts of them onto a canvas. */
class WindowGrabber {
 public:
  explicit WindowGrabber(std::unique_ptr<Connection> connection, int damageEvent)
      : connection_(std::move(connection)), reader_(*connection_), damageEvent_(damageEvent) {}

  /** `nullptr` and what is missing, when this display cannot be read by window. */
  static std::unique_ptr<WindowGrabber> open(const std::string& display, std::string& missing);

  void watch(const std::vector<Window>& windows);
  bool damaged();
  /**
   * Lowest layer first; `hidden` is black on top of all. On success the canvas holds the picture
   * and `region` what was read.
   */
  GrabOutcome grab(const std::vector<Layer>& layers, const std::vector<Rect>& hidden, int width,
                   int height, Rect& region);

  bool lost() const { return connection_->lost(); }
  const Canvas& canvas() const { return canvas_; }

 private:
  WatchedWindow& watched(Window window);
  void takeEvents();
  bool resized_ = false;

  std::unique_ptr<Connection> connection_;
  ImageReader reader_;
  int damageEvent_;
  Canvas canvas_;
  std::unordered_map<Window, std::unique_ptr<WatchedWindow>> windows_;
  bool painted_ = false;
};

}  // namespace assent
