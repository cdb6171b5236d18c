#include "input_keymap.hh"

#include <X11/keysym.h>

namespace assent {

InputKeymap::~InputKeymap() { release(); }

void InputKeymap::release() {
  if (map_ != nullptr) XkbFreeKeyboard(map_, XkbAllComponentsMask, True);
  map_ = nullptr;
}

void InputKeymap::read() {
  XkbDescPtr fresh = XkbGetMap(connection_.get(), XkbAllClientInfoMask, XkbUseCoreKbd);
  if (fresh == nullptr) return;
  release();
  map_ = fresh;
  alt_ = bitsOf(XK_Alt_L, XK_Alt_R);
  meta_ = bitsOf(XK_Super_L, XK_Super_R) & ~alt_;
  altgr_ = bitsOf(XK_ISO_Level3_Shift, XK_Mode_switch) & ~alt_;
}

unsigned int InputKeymap::bitsOf(KeySym left, KeySym right) const {
  unsigned int bits = 0;
  if (map_->map == nullptr || map_->map->modmap == nullptr) return bits;
  for (int keycode = map_->min_key_code; keycode <= map_->max_key_code; keycode++) {
    if (XkbKeyNumSyms(map_, keycode) == 0) continue;
    const KeySym symbol = XkbKeySymEntry(map_, keycode, 0, 0);
    if (symbol == left || symbol == right) bits |= map_->map->modmap[keycode];
  }
  return bits;
}

KeySym InputKeymap::symbol(KeyCode keycode, unsigned int state) const {
  unsigned int used = 0;
  KeySym symbol = NoSymbol;
  if (map_ == nullptr) return NoSymbol;
  if (XkbTranslateKeyCode(map_, keycode, state, &used, &symbol) == False) return NoSymbol;
  return symbol;
}

KeySym InputKeymap::plain(KeyCode keycode, unsigned int state) const {
  return symbol(keycode, XkbBuildCoreState(0, XkbGroupForCoreState(state)));
}

uint32_t InputKeymap::modifiers(unsigned int state) const {
  uint32_t held = 0;
  if ((state & ControlMask) != 0) held |= 1;
  if ((state & alt_) != 0) held |= 2;
  if ((state & ShiftMask) != 0) held |= 4;
  if ((state & meta_) != 0) held |= 8;
  if ((state & altgr_) != 0) held |= 16;
  return held;
}

}  // namespace assent
