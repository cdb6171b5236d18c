#include "input_listener.hh"

#include <X11/Xproto.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>

namespace assent {
namespace {

constexpr int64_t tickMs = 16;
/** So many ticks without anything, and the thread sleeps until something stirs. */
constexpr int ticksUntilSleep = 3;
constexpr size_t mostEmulated = 64;

int64_t now() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return int64_t{time.tv_sec} * 1000 + time.tv_nsec / 1000000;
}

bool isWheel(int button) { return button >= 4 && button <= 7; }

}  // namespace

std::unique_ptr<InputListener> InputListener::open(const std::string& display, size_t capacity,
                                                   std::string& missing) {
  std::unique_ptr<Connection> control = Connection::open(display);
  std::unique_ptr<Connection> motion = Connection::open(display);
  std::unique_ptr<Connection> data = Connection::open(display);
  if (control == nullptr || motion == nullptr || data == nullptr) {
    missing = "the display cannot be reached";
    return nullptr;
  }
  int major = 0;
  int minor = 0;
  if (XRecordQueryVersion(control->get(), &major, &minor) == 0) {
    missing = "the X server has no RECORD extension";
    return nullptr;
  }
  // Since 2.1 raw events come also while another client has grabbed the device.
  for (Connection* connection : {control.get(), motion.get()}) {
    major = 2;
    minor = 1;
    if (XIQueryVersion(connection->get(), &major, &minor) != Success ||
        major * 100 + minor < 201) {
      missing = "the X server has no XInput 2.1";
      return nullptr;
    }
  }
  int opcode = 0;
  int event = 0;
  int error = 0;
  major = XkbMajorVersion;
  minor = XkbMinorVersion;
  if (XkbQueryExtension(control->get(), &opcode, &event, &error, &major, &minor) == False) {
    missing = "the X server has no XKEYBOARD extension";
    return nullptr;
  }
  std::unique_ptr<InputListener> listener(new InputListener(
      std::move(control), std::move(motion), std::move(data), capacity));
  listener->xkbEvent_ = event;
  listener->select();
  if (!listener->record()) {
    missing = "the X server refused to record";
    return nullptr;
  }
  return listener;
}

InputListener::InputListener(std::unique_ptr<Connection> control,
                             std::unique_ptr<Connection> motion, std::unique_ptr<Connection> data,
                             size_t capacity)
    : control_(std::move(control)),
      motion_(std::move(motion)),
      data_(std::move(data)),
      keymap_(*control_),
      devices_(*control_),
      ring_(capacity),
      stopFd_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

InputListener::~InputListener() {
  stop();
  if (context_ != 0 && control_ != nullptr) {
    XRecordDisableContext(control_->get(), context_);
    XRecordFreeContext(control_->get(), context_);
    control_->forgive();
    // Closed in this order the server has ended the recording before it loses its client.
    data_.reset();
  }
  close(stopFd_);
}

void InputListener::select() {
  Display* display = control_->get();
  int event = 0;
  int error = 0;
  XQueryExtension(display, "XInputExtension", &xiOpcode_, &event, &error);

  unsigned char rawKeys[XIMaskLen(XI_LASTEVENT)] = {};
  XISetMask(rawKeys, XI_RawKeyPress);
  XISetMask(rawKeys, XI_RawKeyRelease);
  XISetMask(rawKeys, XI_RawButtonPress);
  XISetMask(rawKeys, XI_RawButtonRelease);
  unsigned char changes[XIMaskLen(XI_LASTEVENT)] = {};
  XISetMask(changes, XI_HierarchyChanged);
  XISetMask(changes, XI_DeviceChanged);
  XIEventMask masks[] = {{XIAllMasterDevices, sizeof rawKeys, rawKeys},
                         {XIAllDevices, sizeof changes, changes}};
  XISelectEvents(display, control_->root(), masks, 2);

  unsigned char rawMotion[XIMaskLen(XI_LASTEVENT)] = {};
  XISetMask(rawMotion, XI_RawMotion);
  XIEventMask motion{XIAllMasterDevices, sizeof rawMotion, rawMotion};
  XISelectEvents(motion_->get(), motion_->root(), &motion, 1);
  motion_->forgive();

  const unsigned int layout = XkbNewKeyboardNotifyMask | XkbMapNotifyMask;
  XkbSelectEvents(display, XkbUseCoreKbd, layout, layout);
  const unsigned long state = XkbModifierStateMask | XkbGroupStateMask;
  XkbSelectEventDetails(display, XkbUseCoreKbd, XkbStateNotify, XkbAllStateComponentsMask, state);
  XkbStateRec held;
  if (XkbGetState(display, XkbUseCoreKbd, &held) == Success) {
    state_ = XkbBuildCoreState(held.mods, held.group);
  }
  Window root;
  Window child;
  int x = 0;
  int y = 0;
  int inside;
  unsigned int mask;
  XQueryPointer(display, control_->root(), &root, &child, &x, &y, &inside, &inside, &mask);
  x_ = static_cast<int16_t>(x);
  y_ = static_cast<int16_t>(y);
  control_->forgive();
}

bool InputListener::record() {
  XRecordRange* range = XRecordAllocRange();
  if (range == nullptr) return false;
  range->device_events.first = KeyPress;
  range->device_events.last = MotionNotify;
  range->delivered_events.first = FocusIn;
  range->delivered_events.last = FocusOut;
  XRecordClientSpec all = XRecordAllClients;
  // Focus events carry no time of their own.
  context_ = XRecordCreateContext(control_->get(), XRecordFromServerTime, &all, 1, &range, 1);
  XFree(range);
  if (context_ == 0 || !control_->settle().empty()) return false;
  return XRecordEnableContextAsync(data_->get(), context_, recorded,
                                   reinterpret_cast<XPointer>(this)) != 0;
}

void InputListener::start(std::function<void()> wake) {
  wake_ = std::move(wake);
  thread_ = std::thread([this] { run(); });
}

void InputListener::stop() {
  if (!thread_.joinable()) return;
  const uint64_t one = 1;
  // Fails only when it was told so before.
  [[maybe_unused]] const ssize_t written = write(stopFd_, &one, sizeof one);
  thread_.join();
}

void InputListener::run() {
  // Begins awake: something may have happened since it was selected.
  ticking_ = true;
  nextTick_ = now();
  while (turn()) {
    if (!anyLost()) continue;
    handOver(true);
    // Xlib leaves a lost connection locked by the thread that lost it: only here can it be closed.
    data_.reset();
    motion_.reset();
    control_.reset();
    lost_ = true;
    wake_();
    return;
  }
}

bool InputListener::turn() {
  const bool recordWanted = !ticking_ || awaited_ > 0;
  pollfd waits[] = {{stopFd_, POLLIN, 0},
                    {ConnectionNumber(control_->get()), POLLIN, 0},
                    {ticking_ ? -1 : ConnectionNumber(motion_->get()), POLLIN, 0},
                    {recordWanted ? ConnectionNumber(data_->get()) : -1, POLLIN, 0}};
  const int64_t rest = nextTick_ - now();
  poll(waits, 4, ticking_ ? static_cast<int>(std::max<int64_t>(rest, 0)) : -1);
  if (waits[0].revents != 0) return false;

  const bool due = ticking_ && now() >= nextTick_;
  const int before = awaited_;
  takeControl();
  // What sets the replies free has to be waited for: unanswered it leaves the last one behind.
  if (due || awaited_ > before) {
    XSync(control_->get(), False);
    takeControl();
  }
  const bool look = due || awaited_ > 0 || waits[3].revents != 0;
  if (look || waits[2].revents != 0) takeMotion();
  if (look) takeRecord();
  handOver(due);

  if (due) {
    awaited_ = 0;
    quietTicks_ = stirred_ || keysDown_.any() ? 0 : quietTicks_ + 1;
    stirred_ = false;
    ticking_ = quietTicks_ < ticksUntilSleep;
    nextTick_ = now() + tickMs;
  } else if (!ticking_ && (stirred_ || awaited_ > 0)) {
    ticking_ = true;
    quietTicks_ = 0;
    nextTick_ = now() + tickMs;
  }
  return true;
}

void InputListener::takeControl() {
  Display* display = control_->get();
  bool layoutChanged = false;
  bool devicesChanged = false;
  while (!control_->lost() && XPending(display) > 0) {
    XEvent event;
    XNextEvent(display, &event);
    if (event.type == xkbEvent_) {
      const auto& change = reinterpret_cast<const XkbEvent&>(event);
      if (change.any.xkb_type == XkbStateNotify) {
        state_ = XkbBuildCoreState(change.state.mods, change.state.group);
      } else {
        layoutChanged = true;
      }
      continue;
    }
    XGenericEventCookie& cookie = event.xcookie;
    if (event.type != GenericEvent || cookie.extension != xiOpcode_) continue;
    if (XGetEventData(display, &cookie) == False) continue;
    if (cookie.evtype == XI_HierarchyChanged || cookie.evtype == XI_DeviceChanged) {
      devicesChanged = true;
    } else {
      onRawKeyOrButton(*static_cast<const XIRawEvent*>(cookie.data));
    }
    XFreeEventData(display, &cookie);
  }
  if (!layoutChanged && !devicesChanged) return;
  if (layoutChanged) keymap_.read();
  if (devicesChanged) devices_.read();
  // The answers may have brought events along, of which no poll would tell.
  takeControl();
}

void InputListener::onRawKeyOrButton(const XIRawEvent& event) {
  stirred_ = true;
  awaited_++;
  if (devices_.injected(event.sourceid)) injectedCount_++;
  else realCount_++;
  if (event.evtype != XI_RawButtonPress || (event.flags & XIPointerEmulated) == 0) return;
  emulated_.push_back({static_cast<uint32_t>(event.time), event.detail});
  if (emulated_.size() > mostEmulated) emulated_.pop_front();
}

void InputListener::takeMotion() {
  Display* display = motion_->get();
  if (devices_.smooth() && !motion_->lost()) XSync(display, False);
  while (!motion_->lost() && XPending(display) > 0) {
    XEvent event;
    XNextEvent(display, &event);
    stirred_ = true;
    XGenericEventCookie& cookie = event.xcookie;
    if (event.type != GenericEvent || cookie.extension != xiOpcode_ || !devices_.smooth()) continue;
    if (XGetEventData(display, &cookie) == False) continue;
    const auto& raw = *static_cast<const XIRawEvent*>(cookie.data);
    double dx;
    double dy;
    devices_.scrolled(raw, dx, dy);
    if (dx != 0 || dy != 0) {
      scrolls_.push_back({{InputKind::wheel, static_cast<uint32_t>(raw.time), x_, y_, dx, dy,
                           keymap_.modifiers(state_), true, false},
                          false});
    }
    XFreeEventData(display, &cookie);
  }
}

void InputListener::takeRecord() {
  Display* display = data_->get();
  size_t before;
  // One look reads no more than a buffer of the library.
  do {
    before = batch_.size();
    XRecordProcessReplies(display);
  } while (!data_->lost() && batch_.size() != before);
}

void InputListener::recorded(XPointer self, XRecordInterceptData* data) {
  if (data->category == XRecordFromServer && data->data_len * 4 >= sizeof(xEvent)) {
    reinterpret_cast<InputListener*>(self)->onRecorded(data->data, static_cast<uint32_t>(data->server_time));
  }
  XRecordFreeData(data);
}

void InputListener::onRecorded(const unsigned char* bytes, uint32_t serverTime) {
  const auto& event = *reinterpret_cast<const xEvent*>(bytes);
  const auto& fields = event.u.keyButtonPointer;
  const int type = event.u.u.type & 0x7f;
  stirred_ = true;
  InputEvent told{};
  if (type == FocusIn || type == FocusOut) {
    told.kind = InputKind::focus;
    told.stamp = serverTime;
    told.first = event.u.focus.window;
    told.second = event.u.focus.mode;
    told.down = type == FocusIn;
    urgent_ = true;
    append(told);
    return;
  }
  x_ = fields.rootX;
  y_ = fields.rootY;
  told.stamp = fields.time;
  told.x = x_;
  told.y = y_;
  told.modifiers = keymap_.modifiers(fields.state);
  if (type == KeyPress || type == KeyRelease) {
    onKey(event.u.u.detail, fields.state, type == KeyPress, told);
  } else if (type == ButtonPress || type == ButtonRelease) {
    onButton(event.u.u.detail, type == ButtonPress, told);
  } else {
    told.kind = InputKind::move;
    append(told);
  }
}

void InputListener::onKey(unsigned char keycode, unsigned int state, bool down, InputEvent told) {
  told.kind = InputKind::key;
  told.first = static_cast<double>(keymap_.symbol(keycode, state));
  told.second = static_cast<double>(keymap_.plain(keycode, state));
  told.down = down;
  told.repeat = down && keysDown_.test(keycode);
  keysDown_.set(keycode, down);
  if (awaited_ > 0 && !told.repeat) awaited_--;
  urgent_ = true;
  append(told);
}

void InputListener::onButton(unsigned char button, bool down, InputEvent told) {
  if (awaited_ > 0) awaited_--;
  told.down = down;
  if (!isWheel(button)) {
    told.kind = InputKind::button;
    told.first = button;
    urgent_ = true;
    append(told);
    return;
  }
  if (!down) return;
  // The server makes it up for apps that know notches only; the axis has told it already.
  const auto made = std::find_if(emulated_.begin(), emulated_.end(), [&](const Emulated& entry) {
    return entry.stamp == told.stamp && entry.button == button;
  });
  if (made != emulated_.end()) {
    emulated_.erase(made);
    return;
  }
  told.kind = InputKind::wheel;
  told.first = button == 7 ? 1 : button == 6 ? -1 : 0;
  told.second = button == 4 ? 1 : button == 5 ? -1 : 0;
  urgent_ = true;
  append(told);
}

void InputListener::append(const InputEvent& event) {
  while (!scrolls_.empty() &&
         static_cast<int32_t>(scrolls_.front().event.stamp - event.stamp) <= 0) {
    batch_.push_back(scrolls_.front().event);
    scrolls_.pop_front();
  }
  batch_.push_back(event);
}

void InputListener::handOver(bool all) {
  if (all) {
    // Scrolling waits one tick for recorded events that happened before it.
    while (!scrolls_.empty() && scrolls_.front().waited) {
      batch_.push_back(scrolls_.front().event);
      scrolls_.pop_front();
    }
    for (Scroll& scroll : scrolls_) scroll.waited = true;
  }
  if (batch_.empty() || (!all && !urgent_)) return;
  for (const InputEvent& event : batch_) {
    if (!ring_.push(event)) keysDown_.reset();
  }
  batch_.clear();
  urgent_ = false;
  wake_();
}

}  // namespace assent
