// The detectors: one small file each, joined in one table that is sorted by class and name. A detector appends what it
// finds in a text, in any order; findings may overlap. Pure; any thread.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "egress/redaction/detector.h"

namespace hearth::egress {

struct Detector {
  DataClass data_class;
  std::string_view name;
  void (*find)(std::string_view text, std::vector<Finding>& found);
};

std::span<const Detector> detectors();

void find_assigned_secrets(std::string_view text, std::vector<Finding>& found);
void find_emails(std::string_view text, std::vector<Finding>& found);
void find_home_paths(std::string_view text, std::vector<Finding>& found);
void find_ibans(std::string_view text, std::vector<Finding>& found);
void find_json_web_tokens(std::string_view text, std::vector<Finding>& found);
void find_marked_tokens(std::string_view text, std::vector<Finding>& found);
void find_payment_cards(std::string_view text, std::vector<Finding>& found);
void find_phones(std::string_view text, std::vector<Finding>& found);
void find_private_keys(std::string_view text, std::vector<Finding>& found);
void find_shaped_tokens(std::string_view text, std::vector<Finding>& found);
void find_url_passwords(std::string_view text, std::vector<Finding>& found);

}  // namespace hearth::egress
