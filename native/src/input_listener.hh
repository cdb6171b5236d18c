#pragma once
#include <X11/Xlib.h>
// After Xlib.h, whose types it uses.
#include <X11/extensions/record.h>

#include <atomic>
#include <bitset>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "connection.hh"
#include "input_devices.hh"
#include "input_keymap.hh"
#include "input_ring.hh"

namespace assent {

/**
 * Listens to pointer and keyboard on a thread of its own.
 *
 * Everything comes from one RECORD context, in the server's own order: what devices did, and
 * which window was told that it has the keyboard. The server may hold RECORD's replies back until
 * another client is answered. So raw events of XInput 2, which are not held back, tell that there
 * is something, and a question of our own, waited for, sets it free.
 *
 * Keys and buttons are handed over at once, with all that was before them; moves in batches.
 */
class InputListener {
 public:
  /** `nullptr` and what is missing, when this display cannot be listened to. */
  static std::unique_ptr<InputListener> open(const std::string& display, size_t capacity,
                                             std::string& missing);
  ~InputListener();
  InputListener(const InputListener&) = delete;
  InputListener& operator=(const InputListener&) = delete;

  /** `wake` is called on the listening thread when the ring has news, or the display was lost. */
  void start(std::function<void()> wake);
  /** Ends the thread. Nothing is put into the ring afterwards. */
  void stop();

  InputRing& ring() { return ring_; }
  bool lost() const { return lost_; }
  /** Raw events of keys and buttons so far, by who made them. */
  uint32_t injectedCount() const { return injectedCount_; }
  uint32_t realCount() const { return realCount_; }

 private:
  InputListener(std::unique_ptr<Connection> control, std::unique_ptr<Connection> motion,
                std::unique_ptr<Connection> data, size_t capacity);
  void select();
  bool record();
  void run();
  /** One wait and what follows from it; false when the display was lost. */
  bool turn();
  bool anyLost() const { return control_->lost() || motion_->lost() || data_->lost(); }

  void takeControl();
  void takeMotion();
  void takeRecord();
  void onRawKeyOrButton(const XIRawEvent& event);
  void onRecorded(const unsigned char* bytes, uint32_t serverTime);
  void onKey(unsigned char keycode, unsigned int state, bool down, InputEvent told);
  void onButton(unsigned char button, bool down, InputEvent told);
  static void recorded(XPointer self, XRecordInterceptData* data);
  void append(const InputEvent& event);
  void handOver(bool all);

  struct Scroll {
    InputEvent event;
    bool waited;
  };
  struct Emulated {
    uint32_t stamp;
    int button;
  };

  std::unique_ptr<Connection> control_;
  std::unique_ptr<Connection> motion_;
  std::unique_ptr<Connection> data_;
  InputKeymap keymap_;
  InputDevices devices_;
  InputRing ring_;
  XRecordContext context_ = 0;
  int xkbEvent_ = 0;
  int xiOpcode_ = 0;
  int stopFd_ = -1;
  std::thread thread_;
  std::function<void()> wake_;

  std::vector<InputEvent> batch_;
  std::deque<Scroll> scrolls_;
  std::deque<Emulated> emulated_;
  std::bitset<256> keysDown_;
  unsigned int state_ = 0;
  int16_t x_ = 0;
  int16_t y_ = 0;
  bool urgent_ = false;
  bool ticking_ = false;
  int quietTicks_ = 0;
  int64_t nextTick_ = 0;
  /** Keys and buttons that were announced and are not recorded yet. */
  int awaited_ = 0;
  bool stirred_ = false;

  std::atomic<bool> lost_{false};
  std::atomic<uint32_t> injectedCount_{0};
  std::atomic<uint32_t> realCount_{0};
};

}  // namespace assent
