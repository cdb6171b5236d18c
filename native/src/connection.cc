#include "connection.hh"

#include <mutex>
#include <unordered_map>

namespace assent {
namespace {

// Xlib's handlers are one for the process; connections of others keep theirs.
std::mutex registryMutex;
std::unordered_map<Display*, Connection*> registry;
XErrorHandler othersOnError = nullptr;
XIOErrorHandler othersOnIoError = nullptr;

Connection* ours(Display* display) {
  const std::lock_guard<std::mutex> lock(registryMutex);
  const auto found = registry.find(display);
  return found == registry.end() ? nullptr : found->second;
}

}  // namespace

std::unique_ptr<Connection> Connection::open(const std::string& name) {
  Display* display = XOpenDisplay(name.c_str());
  if (display == nullptr) return nullptr;
  return std::unique_ptr<Connection>(new Connection(display));
}

Connection::Connection(Display* display) : display_(display) {
  {
    const std::lock_guard<std::mutex> lock(registryMutex);
    registry.emplace(display, this);
    if (othersOnError == nullptr) {
      othersOnError = XSetErrorHandler(onError);
      othersOnIoError = XSetIOErrorHandler(onIoError);
    }
  }
  XSetIOErrorExitHandler(display, onExit, this);
}

Connection::~Connection() {
  XCloseDisplay(display_);
  const std::lock_guard<std::mutex> lock(registryMutex);
  registry.erase(display_);
}

std::vector<XFault> Connection::settle() {
  if (!lost_) XSync(display_, False);
  std::vector<XFault> faults;
  faults.swap(faults_);
  return faults;
}

void Connection::forgive() { settle(); }

int Connection::onError(Display* display, XErrorEvent* event) {
  Connection* connection = ours(display);
  if (connection == nullptr) return othersOnError(display, event);
  connection->faults_.push_back({event->error_code, event->request_code});
  return 0;
}

int Connection::onIoError(Display* display) {
  Connection* connection = ours(display);
  if (connection == nullptr) return othersOnIoError(display);
  connection->lost_ = true;
  return 0;
}

// Without this Xlib ends the process after the handler above returns.
void Connection::onExit(Display*, void* self) { static_cast<Connection*>(self)->lost_ = true; }

}  // namespace assent
