#pragma once
#include <cstdint>

namespace assent {

/** Numbers that src/adapters/x11/native-input-facts.ts knows as well. */
enum class InputKind : uint32_t { move = 0, button = 1, wheel = 2, key = 3, focus = 4 };

/** One thing that a hand did, without memory of its own: rings and batches hold it by value. */
struct InputEvent {
  InputKind kind;
  /** The server's milliseconds, which wrap after 49.7 days. */
  uint32_t stamp;
  int16_t x;
  int16_t y;
  /** Button number; notches to the right; the key's symbol; the focused window. */
  double first;
  /** Notches away from the person; the symbol without modifiers. */
  double second;
  /** Bits in the order of src/contract/keys.ts: ctrl, alt, shift, meta, altgr. */
  uint32_t modifiers;
  bool down;
  bool repeat;
};

}  // namespace assent
