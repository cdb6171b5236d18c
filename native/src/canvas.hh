#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "image_reader.hh"
#include "rect.hh"

namespace assent {

constexpr int tileSize = 64;
constexpr size_t tileBytes = size_t{tileSize} * tileSize * 3;

/** A picture of the display in which only what was drawn since `begin` can be seen; black elsewhere. */
class Canvas {
 public:
  /** Blackens every tile that one of the parts touches, and remembers those tiles. */
  void begin(int width, int height, const std::vector<Rect>& parts);
  /** Copies pixels so that they fill `part` of the display. */
  void draw(const Pixels& pixels, const Rect& part);
  void blacken(const Rect& part);
  /** Places (row-major tile index) of the tiles touched, ascending. */
  const std::vector<uint32_t>& places() const { return places_; }
  /** RGB bytes of the tile at a place; beyond the display's edge they are black. */
  void tile(uint32_t place, uint8_t* rgb) const;

 private:
  uint8_t* at(int x, int y) { return pixels_.data() + y * stride_ + size_t{4} * x; }
  const uint8_t* at(int x, int y) const { return pixels_.data() + y * stride_ + size_t{4} * x; }

  int columns_ = 0;
  int rows_ = 0;
  size_t stride_ = 0;
  std::vector<uint8_t> pixels_;
  std::vector<uint32_t> places_;
};

}  // namespace assent
