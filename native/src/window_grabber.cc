#include "window_grabber.hh"

#include <X11/extensions/Xcomposite.h>
#include <X11/extensions/Xdamage.h>
#include <X11/extensions/Xfixes.h>

#include <unordered_set>

namespace assent {

std::unique_ptr<WindowGrabber> WindowGrabber::open(const std::string& display,
                                                   std::string& missing) {
  std::unique_ptr<Connection> connection = Connection::open(display);
  if (connection == nullptr) {
    missing = "the display cannot be reached";
    return nullptr;
  }
  int event = 0;
  int error = 0;
  int major = 0;
  int minor = 0;
  Display* raw = connection->get();
  // Named pixmaps exist since 0.2 of Composite, regions since 2 of XFixes.
  if (!XCompositeQueryExtension(raw, &event, &error) ||
      !XCompositeQueryVersion(raw, &major, &minor) || (major == 0 && minor < 2)) {
    missing = "the X server has no Composite extension";
    return nullptr;
  }
  if (!XFixesQueryExtension(raw, &event, &error) || !XFixesQueryVersion(raw, &major, &minor) ||
      major < 2) {
    missing = "the X server has no XFIXES extension";
    return nullptr;
  }
  if (!XDamageQueryExtension(raw, &event, &error)) {
    missing = "the X server has no DAMAGE extension";
    return nullptr;
  }
  return std::make_unique<WindowGrabber>(std::move(connection), event);
}

void WindowGrabber::watch(const std::vector<Window>& windows) {
  if (lost()) return;
  const std::unordered_set<Window> wanted(windows.begin(), windows.end());
  for (auto entry = windows_.begin(); entry != windows_.end();) {
    entry = wanted.count(entry->first) == 0 ? windows_.erase(entry) : std::next(entry);
  }
  for (const Window window : windows) watched(window).prepare();
}

WatchedWindow& WindowGrabber::watched(Window window) {
  std::unique_ptr<WatchedWindow>& slot = windows_[window];
  if (slot == nullptr) slot = std::make_unique<WatchedWindow>(*connection_, window);
  return *slot;
}

bool WindowGrabber::damaged() {
  takeEvents();
  const bool painted = painted_;
  painted_ = false;
  return painted;
}

void WindowGrabber::takeEvents() {
  Display* display = connection_->get();
  std::unordered_set<WatchedWindow*> dirty;
  while (!lost() && XPending(display) > 0) {
    XEvent event;
    XNextEvent(display, &event);
    const auto found = windows_.find(event.xany.window);
    if (found == windows_.end()) continue;
    WatchedWindow& window = *found->second;
    if (event.type == damageEvent_ + XDamageNotify) {
      dirty.insert(&window);
    } else if (event.type == ConfigureNotify) {
      if (!window.resizedTo(event.xconfigure.width, event.xconfigure.height)) continue;
      if (window.current()) resized_ = true;
      window.outdate();
    } else if (event.type == UnmapNotify || event.type == MapNotify ||
               event.type == DestroyNotify) {
      window.outdate();
    }
  }
  for (WatchedWindow* window : dirty) window->collectDamage();
  if (!dirty.empty()) {
    painted_ = true;
    XFlush(display);
  }
}

GrabOutcome WindowGrabber::grab(const std::vector<Layer>& layers, const std::vector<Rect>& hidden,
                                int width, int height, Rect& region) {
  connection_->settle();
  takeEvents();
  const Rect whole{0, 0, width, height};
  std::vector<Rect> parts;
  region = {};
  for (const Layer& layer : layers) {
    if (lost()) return GrabOutcome::displayLost;
    WatchedWindow& window = watched(layer.window);
    if (!window.prepare()) return lost() ? GrabOutcome::displayLost : GrabOutcome::windowGone;
    const Rect bounds{layer.x, layer.y, window.width(), window.height()};
    parts.push_back(layer.clip.within(bounds).within(whole));
    region = region.around(parts.back());
  }
  canvas_.begin(width, height, parts);
  resized_ = false;
  for (size_t index = 0; index < layers.size(); index++) {
    const Layer& layer = layers[index];
    const Rect& part = parts[index];
    if (part.empty()) continue;
    WatchedWindow& window = watched(layer.window);
    // Asked before the pixels are read: what counts as painted was so already.
    const std::vector<Rect> unpainted = window.unpainted();
    Pixels pixels;
    const Rect source{part.x - layer.x, part.y - layer.y, part.width, part.height};
    if (!reader_.read(window.pixmap(), window.visual(), window.depth(), source, pixels)) {
      return lost() ? GrabOutcome::displayLost : GrabOutcome::windowGone;
    }
    canvas_.draw(pixels, part);
    for (const Rect& hole : unpainted) {
      const Rect placed{hole.x + layer.x, hole.y + layer.y, hole.width, hole.height};
      canvas_.blacken(placed.within(part));
    }
  }
  for (const Rect& secret : hidden) canvas_.blacken(secret.within(whole));
  const bool refused = !connection_->settle().empty();
  takeEvents();
  if (lost()) return GrabOutcome::displayLost;
  if (resized_) return GrabOutcome::sizeChanged;
  for (const Layer& layer : layers) {
    if (!watched(layer.window).current()) return GrabOutcome::windowGone;
  }
  return refused ? GrabOutcome::windowGone : GrabOutcome::grabbed;
}

}  // namespace assent
