#include "egress/gate.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "base/stop.h"
#include "egress/address.h"
#include "egress/policy_source.h"
#include "store/blobs.h"

namespace hearth::egress {

namespace {

std::string doing(const Question& question) {
  return fmt::format("connecting to {} ({})", describe(question.host, question.port), to_string(question.purpose));
}

[[noreturn]] void refuse(const Question& question, const Verdict& verdict) {
  if (verdict.decision == Decision::ask) {
    throw Error(Code::denied, fmt::format("{}: it needs your consent ({}): `hearth network allow {}` gives it for good",
                                          doing(question), verdict.rule, describe(question.host, question.port)));
  }
  throw Error(Code::denied, fmt::format("{}: denied: {}", doing(question), verdict.rule));
}

// What goes to this machine's own addresses does not leave it.
bool leaves_the_machine(const Host& host) {
  return !host.address || classify(*host.address) != AddressClass::loopback;
}

// A name's addresses are known only once it has been looked up.
std::vector<IpAddress> known_addresses(const Question& question) {
  if (!question.host.address) return {};
  return {*question.host.address};
}

Verdict with_consent(Verdict verdict, Consent consent) {
  if (verdict.decision != Decision::ask || consent == Consent::none) return verdict;
  return {Decision::allow, fmt::format("{}, and you allowed it", verdict.rule)};
}

}  // namespace

Gate::Gate(store::Store& store, Options options)
    : store_(store), options_(std::move(options)), last_before_(store.read(store::last_egress)) {}

Policy Gate::policy(std::optional<SessionId> session) {
  return store_.read(
      [&](db::Connection& connection) { return read_policy(connection, options_.configured_mode, session); });
}

Verdict Gate::judge(const Question& question) {
  return verdict_on({.question = question}, policy(question.session), known_addresses(question));
}

// `addresses`: those of the host, once they are known; each must be fine.
Verdict Gate::verdict_on(const Outgoing& outgoing, const Policy& current,
                         const std::vector<IpAddress>& addresses) const {
  const Question& question = outgoing.question;
  Verdict verdict = with_consent(decide(current, question), outgoing.consent);
  for (const IpAddress& address : addresses) {
    if (verdict.decision != Decision::allow) return verdict;
    bool is_own = options_.own_port && options_.own_port() == question.port;
    if (is_own && classify(address) == AddressClass::loopback) return {Decision::deny, "Hearth itself listens there"};
    Verdict of_address = decide_address(current, question, outgoing.consent, address);
    if (of_address.decision != Decision::allow) return of_address;
  }
  return verdict;
}

EgressPermit Gate::open(const Outgoing& outgoing, std::stop_token stop) {
  throw_if_stopped(stop);
  const Question& question = outgoing.question;
  std::vector<IpAddress> addresses = known_addresses(question);
  Verdict verdict = verdict_on(outgoing, policy(question.session), addresses);
  EgressId id = record(outgoing, verdict);
  if (verdict.decision != Decision::allow) refuse(question, verdict);

  // From here on a change of the policy cuts it, and whatever happens its end is recorded. The policy is asked once
  // more, since it may have changed before that.
  EgressPermit permit = begin(id, outgoing, addresses);
  Policy current = policy(question.session);
  require(permit, outgoing, verdict_on(outgoing, current, addresses));
  if (addresses.empty()) {
    bool stays_near = current.mode <= NetworkMode::local;
    addresses = look_up(permit, question, stays_near ? Lookup::hosts_file : Lookup::everywhere, stop);
    open_.found_at(id, addresses);
    require(permit, outgoing, verdict_on(outgoing, policy(question.session), addresses));
  }
  permit.grant_->addresses = std::move(addresses);
  return permit;
}

EgressPermit Gate::begin(EgressId id, const Outgoing& outgoing, const std::vector<IpAddress>& addresses) {
  auto grant = std::make_unique<EgressPermit::Grant>();
  grant->host = outgoing.question.host.text;
  grant->port = outgoing.question.port;
  grant->revoked = open_.add(id, {outgoing.question, outgoing.consent, addresses});
  grant->on_end = [this, id](const EgressTraffic& traffic) {
    open_.remove(id);
    record_end(id, traffic);
  };
  return EgressPermit(EgressPermit::Kind::granted, std::move(grant));
}

// A second refusal, after the row that said yes: it has a row of its own.
void Gate::require(EgressPermit& permit, const Outgoing& outgoing, const Verdict& verdict) {
  if (verdict.decision == Decision::allow) return;
  permit.finish(EgressTraffic::Outcome::refused);
  record_refusal(outgoing, verdict.rule);
  refuse(outgoing.question, verdict);
}

std::vector<IpAddress> Gate::look_up(EgressPermit& permit, const Question& question, Lookup lookup,
                                     const std::stop_token& stop) {
  std::stop_source either;
  auto stop_it = [&] { either.request_stop(); };
  std::stop_callback on_stop(stop, stop_it);
  std::stop_callback on_revoked(permit.revoked(), stop_it);
  try {
    return options_.resolve(question.host.text, lookup, either.get_token());
  } catch (const Cancelled&) {  // by the caller, who expects that, or by a change of the policy, which is an answer
    throw_if_stopped(stop);
    permit.finish(EgressTraffic::Outcome::cut);
    throw Error(Code::denied, fmt::format("{}: the network rules have just changed", doing(question)));
  }
}

void Gate::policy_changed() {
  open_.cut_unless([this](const OpenConnection& connection) {
    Outgoing again{.question = connection.question, .consent = connection.consent};
    Policy current = policy(connection.question.session);
    return verdict_on(again, current, connection.addresses).decision == Decision::allow;
  });
}

EgressId Gate::record(const Outgoing& outgoing, const Verdict& verdict) {
  const Question& question = outgoing.question;
  bool allowed = verdict.decision == Decision::allow;
  store::EgressEntry entry{.at = unix_millis_now(),
                           .purpose = question.purpose,
                           .host = question.host.text,
                           .port = question.port,
                           .session = question.session,
                           .run = outgoing.run,
                           .call_id = outgoing.call_id,
                           .model = outgoing.model,
                           .decision = allowed ? store::EgressDecision::allowed : store::EgressDecision::denied,
                           .rule = verdict.rule,
                           .messages = outgoing.messages,
                           .body_hash = {}};
  if (allowed && outgoing.body) entry.body_hash = store::put_blob(store_.directory(), *outgoing.body);
  auto add = [&](store::Write& write) { return store::add_egress(write, entry); };
  return leaves_the_machine(question.host) ? store_.write(add) : store_.note(add);
}

void Gate::record_refusal(const Outgoing& outgoing, const std::string& rule) {
  record(outgoing, {Decision::deny, rule});
}

// The connection is over whether or not that can be written down; a row without an end is shown as cut off.
void Gate::record_end(EgressId id, const EgressTraffic& traffic) {
  store::EgressEnd end{unix_millis_now(), traffic.bytes_up, traffic.bytes_down,
                       std::string(to_string(traffic.outcome))};
  try {
    store_.note([&](store::Write& write) { store::end_egress(write, id, end); });
  } catch (const Error& error) {
    log::error("recording the end of connection {}: {}", id.value, error.what());
  }
}

}  // namespace hearth::egress
