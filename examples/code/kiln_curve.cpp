// Firing curve of a kiln: a list of segments, each with a rate, a target and a hold time.

#include <iostream>
#include <stdexcept>
#include <vector>

namespace kiln {

struct Segment {
  double degrees_per_hour;
  double target;
  double hold_minutes;
};

// The hottest temperature that the bricks survive.
constexpr double kMaximum = 1280.0;
constexpr double kRoom = 20.0;

// Throws when a segment is impossible; an empty curve is allowed and means "off".
void validate(const std::vector<Segment>& curve) {
  double current = kRoom;
  for (const Segment& segment : curve) {
    if (segment.target > kMaximum) {
      throw std::invalid_argument("target above the maximum");
    }
    if (segment.degrees_per_hour <= 0.0) {
      throw std::invalid_argument("rate must be positive");
    }
    if (segment.target == current && segment.hold_minutes == 0.0) {
      throw std::invalid_argument("segment does nothing");
    }
    current = segment.target;
  }
}

// Minutes from start to end, holds included.
double total_minutes(const std::vector<Segment>& curve) {
  double current = kRoom;
  double minutes = 0.0;
  for (const Segment& segment : curve) {
    const double distance = segment.target > current ? segment.target - current : current - segment.target;
    minutes += distance / segment.degrees_per_hour * 60.0 + segment.hold_minutes;
    current = segment.target;
  }
  return minutes;
}

// The temperature that the kiln should have after so many minutes.
double temperature_at(const std::vector<Segment>& curve, double minute) {
  double current = kRoom;
  for (const Segment& segment : curve) {
    const bool rising = segment.target > current;
    const double distance = rising ? segment.target - current : current - segment.target;
    const double ramp = distance / segment.degrees_per_hour * 60.0;
    if (minute < ramp) {
      const double moved = minute / 60.0 * segment.degrees_per_hour;
      return rising ? current + moved : current - moved;
    }
    minute -= ramp;
    current = segment.target;
    if (minute < segment.hold_minutes) {
      return current;
    }
    minute -= segment.hold_minutes;
  }
  return current;
}

}  // namespace kiln

int main() {
  const std::vector<kiln::Segment> glaze = {{100.0, 600.0, 0.0}, {150.0, 1240.0, 20.0}, {80.0, 900.0, 0.0}};
  kiln::validate(glaze);
  std::cout << "total minutes: " << kiln::total_minutes(glaze) << "\n";
  for (int hour = 0; hour <= 12; hour += 2) {
    std::cout << hour << " h: " << kiln::temperature_at(glaze, hour * 60.0) << "\n";
  }
  return 0;
}
