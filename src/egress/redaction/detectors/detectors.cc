#include "egress/redaction/detectors/detectors.h"

namespace hearth::egress {

namespace {

constexpr Detector table[] = {
    {DataClass::secret, "assigned secrets", find_assigned_secrets},
    {DataClass::secret, "JSON web tokens", find_json_web_tokens},
    {DataClass::secret, "marked tokens", find_marked_tokens},
    {DataClass::secret, "private keys", find_private_keys},
    {DataClass::secret, "shaped tokens", find_shaped_tokens},
    {DataClass::secret, "URL passwords", find_url_passwords},
    {DataClass::email, "e-mail addresses", find_emails},
    {DataClass::phone, "phone numbers", find_phones},
    {DataClass::account, "IBANs", find_ibans},
    {DataClass::account, "payment cards", find_payment_cards},
    {DataClass::home_path, "home folders", find_home_paths},
};

}  // namespace

std::span<const Detector> detectors() {
  return table;
}

}  // namespace hearth::egress
