#include "watched_window.hh"

#include <X11/extensions/Xcomposite.h>

namespace assent {

WatchedWindow::WatchedWindow(Connection& connection, Window window)
    : connection_(connection), window_(window) {
  Display* display = connection_.get();
  XSelectInput(display, window_, StructureNotifyMask);
  XCompositeRedirectWindow(display, window_, CompositeRedirectAutomatic);
  damage_ = XDamageCreate(display, window_, XDamageReportNonEmpty);
  painted_ = XFixesCreateRegion(display, nullptr, 0);
  unpainted_ = XFixesCreateRegion(display, nullptr, 0);
}

WatchedWindow::~WatchedWindow() {
  if (connection_.lost()) return;
  Display* display = connection_.get();
  release();
  XFixesDestroyRegion(display, painted_);
  XFixesDestroyRegion(display, unpainted_);
  XDamageDestroy(display, damage_);
  XCompositeUnredirectWindow(display, window_, CompositeRedirectAutomatic);
  XSelectInput(display, window_, NoEventMask);
  connection_.forgive();  // The window may be gone, and everything with it.
}

void WatchedWindow::release() {
  if (pixmap_ != None) XFreePixmap(connection_.get(), pixmap_);
  pixmap_ = None;
}

bool WatchedWindow::prepare() {
  if (current_) return true;
  Display* display = connection_.get();
  release();
  connection_.forgive();
  XWindowAttributes attributes;
  if (XGetWindowAttributes(display, window_, &attributes) == 0 ||
      attributes.map_state != IsViewable || attributes.c_class != InputOutput) {
    return false;
  }
  pixmap_ = XCompositeNameWindowPixmap(display, window_);
  if (!connection_.settle().empty()) {
    pixmap_ = None;
    return false;
  }
  // The pixmap holds the border as well; only a window without one starts at its corner.
  if (attributes.border_width != 0) return false;
  width_ = attributes.width;
  height_ = attributes.height;
  depth_ = attributes.depth;
  visual_ = attributes.visual;

  XDamageSubtract(display, damage_, None, None);
  XRectangle all{0, 0, static_cast<unsigned short>(width_), static_cast<unsigned short>(height_)};
  XFixesSetRegion(display, unpainted_, &all, 1);
  allPainted_ = false;
  askToRepaint(window_);
  connection_.forgive();
  current_ = true;
  return true;
}

void WatchedWindow::collectDamage() {
  Display* display = connection_.get();
  if (allPainted_ || !current_) {
    XDamageSubtract(display, damage_, None, None);
    return;
  }
  XDamageSubtract(display, damage_, None, painted_);
  XFixesSubtractRegion(display, unpainted_, unpainted_, painted_);
}

std::vector<Rect> WatchedWindow::unpainted() {
  if (allPainted_) return {};
  collectDamage();
  int count = 0;
  XRectangle* rectangles = XFixesFetchRegion(connection_.get(), unpainted_, &count);
  if (rectangles == nullptr) return {Rect{0, 0, width_, height_}};
  std::vector<Rect> parts;
  for (int index = 0; index < count; index++) {
    const XRectangle& part = rectangles[index];
    parts.push_back({part.x, part.y, part.width, part.height});
  }
  XFree(rectangles);
  allPainted_ = parts.empty();
  return parts;
}

void WatchedWindow::askToRepaint(Window window) {
  Display* display = connection_.get();
  XClearArea(display, window, 0, 0, 0, 0, True);
  Window root;
  Window parent;
  Window* children = nullptr;
  unsigned int count = 0;
  if (XQueryTree(display, window, &root, &parent, &children, &count) == 0) return;
  for (unsigned int index = 0; index < count; index++) askToRepaint(children[index]);
  if (children != nullptr) XFree(children);
}

}  // namespace assent
