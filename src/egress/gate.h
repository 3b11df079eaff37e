// The one way out of this machine. Whoever wants to connect to another one asks here; the answer is a permit, without
// which http_client/ and the proxy connect to nothing, or an Error that says which rule said no.
//
//   the policy decides ─► the ledger has its row, on the disk ─► the name is looked up ─► its addresses are judged
//   ─► a permit, pinned to them ─► (connection) ─► the row's end
//
// A change of the policy reaches connections that are open: those that it no longer allows are cut. Made by app/ with
// the store, outlives every permit; any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "domain/egress_permit.h"
#include "domain/ids.h"
#include "domain/json.h"
#include "egress/open_connections.h"
#include "egress/policy.h"
#include "egress/resolver.h"
#include "store/egress_ledger.h"
#include "store/store.h"

namespace hearth::egress {

// A connection that somebody wants, and what is written down about it.
struct Outgoing {
  Question question = {};
  std::optional<RunId> run = {};
  std::string call_id = {};                   // of the tool call that makes it
  std::string model = {};                     // that is asked over it
  std::vector<MessageId> messages = {};       // that are in what is sent
  std::optional<std::string_view> body = {};  // exactly what is sent, to be kept
  Consent consent = Consent::none;            // what the user said, should the policy be to ask
};

class Gate {
 public:
  struct Options {
    std::optional<json> configured_mode = {};      // network.mode of config.toml
    std::function<std::uint16_t()> own_port = {};  // where Hearth itself listens: nobody is let there; 0: nowhere
    std::function<std::vector<IpAddress>(const std::string&, Lookup, std::stop_token)> resolve = egress::resolve;
  };
  Gate(store::Store& store, Options options);

  // What open() would say now of a name's or an address's connection; changes and records nothing.
  Verdict judge(const Question& question);

  // The policy of a session, or where there is none, as it is now.
  Policy policy(std::optional<SessionId> session);

  // Throws Error: denied, with the rule and what to do, when the policy says no or says to ask and the user was not
  // asked; as resolve() does for a name that cannot be looked up; as the store does when the row cannot be written.
  EgressPermit open(const Outgoing& outgoing, std::stop_token stop);
  // Records an attempt that was refused before the policy had its say, and why.
  void record_refusal(const Outgoing& outgoing, const std::string& rule);

  // After every change of modes and rules: cuts what is no longer allowed.
  void policy_changed();

  // Whether an allowed connection without an end was left so by a program that ended before it: it will have none.
  bool was_cut_off(EgressId id) const { return id <= last_before_; }

 private:
  Verdict verdict_on(const Outgoing& outgoing, const Policy& current, const std::vector<IpAddress>& addresses) const;
  EgressId record(const Outgoing& outgoing, const Verdict& verdict);
  void record_end(EgressId id, const EgressTraffic& traffic);
  EgressPermit begin(EgressId id, const Outgoing& outgoing, const std::vector<IpAddress>& addresses);
  void require(EgressPermit& permit, const Outgoing& outgoing, const Verdict& verdict);
  std::vector<IpAddress> look_up(EgressPermit& permit, const Question& question, Lookup lookup,
                                 const std::stop_token& stop);

  store::Store& store_;
  Options options_;
  EgressId last_before_;
  OpenConnections open_;
};

}  // namespace hearth::egress
