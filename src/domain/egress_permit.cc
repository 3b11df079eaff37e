#include "domain/egress_permit.h"

namespace hearth {

std::string_view to_string(EgressTraffic::Outcome outcome) {
  switch (outcome) {
    case EgressTraffic::Outcome::done:
      return "done";
    case EgressTraffic::Outcome::failed:
      return "failed";
    case EgressTraffic::Outcome::refused:
      return "refused";
    case EgressTraffic::Outcome::cut:
      return "cut";
  }
  return {};
}

EgressPermit EgressPermit::local() {
  return EgressPermit(Kind::local, nullptr);
}

EgressPermit::~EgressPermit() {
  if (grant_) grant_->on_end(traffic_);
}

void EgressPermit::count(std::uint64_t up, std::uint64_t down) {
  traffic_.bytes_up += up;
  traffic_.bytes_down += down;
}

}  // namespace hearth
