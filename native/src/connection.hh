#pragma once
#include <X11/Xlib.h>

#include <memory>
#include <string>
#include <vector>

namespace assent {

/** What the X server refused: its code (3 BadWindow, 8 BadMatch …) and the request's number. */
struct XFault {
  unsigned char code;
  unsigned char request;
};

/**
 * One connection to an X server that never ends the process: errors are recorded instead of
 * printed and fatal, and a server that dies only turns `lost()` on.
 */
class Connection {
 public:
  /** `nullptr` when there is no such display. */
  static std::unique_ptr<Connection> open(const std::string& display);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Display* get() const { return display_; }
  Window root() const { return DefaultRootWindow(display_); }
  bool lost() const { return lost_; }

  /** Waits until the server has answered everything, and returns what it refused since last time. */
  std::vector<XFault> settle();
  /** Drops what was recorded so far, for requests that may fail without harm. */
  void forgive();

 private:
  explicit Connection(Display* display);
  static int onError(Display* display, XErrorEvent* event);
  static int onIoError(Display* display);
  static void onExit(Display* display, void* self);

  Display* display_;
  bool lost_ = false;
  std::vector<XFault> faults_;
};

}  // namespace assent
