#pragma once
#include <cstdint>
#include <string>

namespace assent {

/** Names a tile by its content: XXH3-128 of its RGB bytes, 32 hexadecimal digits. */
std::string tileKey(const uint8_t* rgb);

}  // namespace assent
