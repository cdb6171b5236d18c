#pragma once
#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>
#include <X11/extensions/Xfixes.h>

#include <vector>

#include "connection.hh"
#include "rect.hh"

namespace assent {

/**
 * A window redirected into a pixmap of its own, so that what lies above it on the screen is
 * never in its pixels.
 *
 * When the server makes such a pixmap (redirection, mapping, resizing) it may fill it with
 * what was on the screen there, or with memory that others used. So every part of a pixmap
 * counts as unpainted until the damage extension has reported that the window painted it
 * after the pixmap came to be; unpainted parts are never read.
 */
class WatchedWindow {
 public:
  WatchedWindow(Connection& connection, Window window);
  ~WatchedWindow();
  WatchedWindow(const WatchedWindow&) = delete;
  WatchedWindow& operator=(const WatchedWindow&) = delete;

  /** Makes the pixmap usable, after a change also a new one. False when there is nothing to see. */
  bool prepare();
  /** The window was resized, mapped, unmapped or destroyed: the pixmap is not its picture any more. */
  void outdate() { current_ = false; }
  bool current() const { return current_; }
  bool resizedTo(int width, int height) const { return width != width_ || height != height_; }
  /** Takes note of what was painted and asks to be told again. */
  void collectDamage();
  /** Parts (relative to the window) that the window has not painted yet. One round trip at most. */
  std::vector<Rect> unpainted();

  Pixmap pixmap() const { return pixmap_; }
  Visual* visual() const { return visual_; }
  int depth() const { return depth_; }
  int width() const { return width_; }
  int height() const { return height_; }

 private:
  void release();
  void askToRepaint(Window window);

  Connection& connection_;
  Window window_;
  Damage damage_ = None;
  XserverRegion painted_ = None;
  XserverRegion unpainted_ = None;
  Pixmap pixmap_ = None;
  Visual* visual_ = nullptr;
  int depth_ = 0;
  int width_ = 0;
  int height_ = 0;
  bool current_ = false;
  bool allPainted_ = false;
};

}  // namespace assent
