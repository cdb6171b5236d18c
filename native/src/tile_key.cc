#include "tile_key.hh"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "canvas.hh"

namespace assent {

std::string tileKey(const uint8_t* rgb) {
  static const char digits[] = "0123456789abcdef";
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(rgb, tileBytes));
  std::string key;
  key.reserve(sizeof(canonical.digest) * 2);
  for (const unsigned char byte : canonical.digest) {
    key.push_back(digits[byte >> 4]);
    key.push_back(digits[byte & 15]);
  }
  return key;
}

}  // namespace assent
