#pragma once
#include <X11/Xlib.h>
#include <X11/XKBlib.h>

#include "connection.hh"

namespace assent {

/** What keys mean in the layouts that the server has now. */
class InputKeymap {
 public:
  explicit InputKeymap(Connection& connection) : connection_(connection) { read(); }
  ~InputKeymap();
  InputKeymap(const InputKeymap&) = delete;
  InputKeymap& operator=(const InputKeymap&) = delete;

  /** Asks the server again, after it told of a change. */
  void read();
  /** The symbol under modifiers and group as the event's state has them; 0 when there is none. */
  KeySym symbol(KeyCode keycode, unsigned int state) const;
  /** The same key's symbol in the same group with no modifier. */
  KeySym plain(KeyCode keycode, unsigned int state) const;
  /** Bits as in `InputEvent::modifiers`. */
  uint32_t modifiers(unsigned int state) const;

 private:
  unsigned int bitsOf(KeySym left, KeySym right) const;
  void release();

  Connection& connection_;
  XkbDescPtr map_ = nullptr;
  unsigned int alt_ = 0;
  unsigned int meta_ = 0;
  unsigned int altgr_ = 0;
};

}  // namespace assent
